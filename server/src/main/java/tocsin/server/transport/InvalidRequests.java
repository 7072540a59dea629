package tocsin.server.transport;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Refuses what is no request of HTTP, or has too long a head; the rest of its connection cannot be understood. */
public final class InvalidRequests {
    private InvalidRequests() {}

    public static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(request, 414, "the request line is longer than --web.max-request-line-bytes allows\n");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(request, 431, "the header fields are larger than --web.max-header-bytes allows\n");
        } else {
            refuse(request, 400, "the request cannot be understood\n");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close")
                .end(text)
                .onComplete(sent -> request.connection().close());
    }
}
