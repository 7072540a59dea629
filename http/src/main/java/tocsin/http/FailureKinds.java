package tocsin.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells failures of the network apart. */
final class FailureKinds {
    private FailureKinds() {}

    /** @param connected whether the request had a connection already */
    static HttpFailure.Kind of(Throwable failure, boolean connected) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            HttpFailure.Kind kind = kindOf(cause);
            if (kind != null) {
                return kind;
            }
        }
        return connected ? HttpFailure.Kind.CUT : HttpFailure.Kind.CONNECT;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }

    private static HttpFailure.@Nullable Kind kindOf(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return HttpFailure.Kind.DNS;
        }
        if (failure instanceof SSLException || failure instanceof java.security.GeneralSecurityException) {
            return HttpFailure.Kind.TLS;
        }
        if (failure instanceof ProxyConnectException) {
            return HttpFailure.Kind.PROXY;
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return HttpFailure.Kind.CONNECT;
        }
        if (failure instanceof ConnectTimeoutException || failure instanceof TimeoutException) {
            return HttpFailure.Kind.TIMEOUT;
        }
        return null;
    }

    /** What went wrong, for people. */
    static String describe(HttpFailure.Kind kind, Throwable failure) {
        return switch (kind) {
            case DNS -> "the host name has no address";
            case TLS -> "TLS failed: " + innermost(failure);
            case PROXY -> "the proxy did not connect: " + innermost(failure);
            case CUT -> "the connection broke before the answer was complete";
            case TIMEOUT -> "no connection in time";
            case CONNECT ->
                failure instanceof ConnectionPoolTooBusyException
                        ? "too many requests wait for a connection"
                        : "cannot connect: " + innermost(failure);
            default -> innermost(failure);
        };
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        for (Throwable inner = next(cause); inner != null && inner.getMessage() != null; inner = next(cause)) {
            cause = inner;
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
