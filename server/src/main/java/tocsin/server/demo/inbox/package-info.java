/**
 * What the demo's receivers were sent: a mailbox and a receiver of webhooks on loopback, what people read of each message, and
 * the last ones of them.
 *
 * <p>Entry point: {@link tocsin.server.demo.inbox.Inbox}. Everything in a message is from outside: it is bounded, and whoever
 * shows it escapes it.
 */
@NullMarked
package tocsin.server.demo.inbox;

import org.jspecify.annotations.NullMarked;
