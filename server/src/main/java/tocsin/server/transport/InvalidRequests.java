package tocsin.server.transport;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Refuses what is no request of HTTP, or has too long a head; the rest of its connection cannot be understood. */
final class InvalidRequests {
    private InvalidRequests() {}

    /** @return the status of the answer */
    static int refuse(HttpServerRequest request, String id) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return refuse(request, id, 414, "the request line is longer than --web.max-request-line-bytes allows\n");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return refuse(request, id, 431, "the header fields are larger than --web.max-header-bytes allows\n");
        }
        return refuse(request, id, 400, "the request cannot be understood\n");
    }

    private static int refuse(HttpServerRequest request, String id, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close")
                .putHeader(RequestIds.HEADER, id)
                .end(text)
                .onComplete(sent -> request.connection().close());
        return status;
    }
}
