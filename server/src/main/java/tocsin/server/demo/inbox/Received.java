package tocsin.server.demo.inbox;

import java.time.Instant;

/** @param number counts from 1 */
public record Received(long number, Instant at, Message message) {}
