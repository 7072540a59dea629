package tocsin.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why there is no answer. The message is for people and holds no secret; it names the request. */
public final class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kinds of failure, for decisions. */
    public enum Kind {
        /** The URL cannot be used. */
        URL,
        /** No address for the host name. */
        DNS,
        /** No connection, e.g. refused; also when too many requests wait for one. */
        CONNECT,
        /** The proxy did not connect us. */
        PROXY,
        /** Certificate, host name or protocol of the server, or our own certificate. */
        TLS,
        /** The time for the exchange is over. */
        TIMEOUT,
        /** The connection broke before the end of the answer. */
        CUT,
        /** The body exceeds the limit. */
        TOO_LARGE,
        /** A redirect that must not or cannot be followed. */
        REDIRECT,
        /** A credential file cannot be read, or no OAuth2 token was given. */
        CREDENTIALS,
        /** The reader of the body gave up; its exception is the cause. */
        READER,
        /** {@link HttpExchange#cancel} was called, or the sender was closed. */
        CANCELED
    }

    private final Kind kind;
    private final int status;

    HttpFailure(Kind kind, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.status = status;
    }

    public Kind kind() {
        return kind;
    }

    /** The status of the answer when its head had arrived, else 0. */
    public int status() {
        return status;
    }
}
