package tocsin.server.webconfig;

import java.time.Instant;

/** What happens in front of the server, for metrics. Called on the event loop; must be quick. */
public interface WebConfigObserver {
    /** The file as it is now is in force, at the start or after a change. */
    default void loaded() {}

    /** A changed file cannot be used; the former one goes on. */
    default void refused() {}

    /** When the certificate that is in force ends. */
    default void certificateEnds(Instant at) {}

    /** An answer 401. */
    default void unauthorized() {}

    /** An answer 503 as too many passwords wait for their comparison. */
    default void tooManyLogins() {}

    /** An answer 429. */
    default void rateLimited() {}

    /** A connection that ended before it was set up, e.g. as the client's certificate is not accepted. */
    default void handshakeFailed() {}
}
