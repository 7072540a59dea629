package tocsin.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tocsin.server.transport.Exchange;

/**
 * Sends JSON that may be large. A worker encodes one chunk at a time, and begins the next when the one before has left for
 * the network: a reader that is slow or goes away holds one chunk, and the event loop encodes nothing.
 *
 * <p>A chunk leaves in slices, so that a reader who takes some of it is seen to go on. One who takes nothing for the write
 * time-out is cut; one who reads slowly but steadily is not.
 */
final class StreamedAnswer {
    private static final int CHUNK_BYTES = 128 << 10;
    private static final int SLICE_BYTES = 16 << 10;
    private static final JsonFactory JSON = new JsonFactory();

    private final Vertx vertx;
    private final RoutingContext context;
    private final Pieces pieces;
    private final Exchange exchange;
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(1 << 12);
    private final JsonGenerator json;

    private StreamedAnswer(Vertx vertx, RoutingContext context, Pieces pieces) throws IOException {
        this.vertx = vertx;
        this.context = context;
        this.pieces = pieces;
        this.exchange = Exchange.of(context);
        this.json = JSON.createGenerator(encoded);
    }

    /** One chunk; the last one may be empty. */
    private record Chunk(Buffer text, boolean last) {}

    /** Answers 200, unless the request has been answered otherwise meanwhile. On the context of the request. */
    static void send(Vertx vertx, RoutingContext context, Pieces pieces) {
        if (!Answers.isOpen(context)) {
            return;
        }
        context.response().putHeader("Content-Type", "application/json");
        Answers.dependsOnEncoding(context);
        try {
            new StreamedAnswer(vertx, context, pieces).encodeNext();
        } catch (IOException e) {
            context.fail(e);
        }
    }

    private void encodeNext() {
        vertx.executeBlocking(this::chunk, false).onSuccess(this::write).onFailure(this::fail);
    }

    private Chunk chunk() throws IOException {
        encoded.reset();
        boolean more = true;
        while (more && encoded.size() + json.getOutputBuffered() < CHUNK_BYTES) {
            more = pieces.writeNext(json);
        }
        if (!more) {
            json.writeRaw('\n');
        }
        json.flush();
        return new Chunk(Buffer.buffer(encoded.toByteArray()), !more);
    }

    private void write(Chunk chunk) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (chunk.last() && chunk.text().length() <= SLICE_BYTES) {
            exchange.leaves(response.end(chunk.text()));
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true);
        }
        writeSlices(response, chunk)
                .onSuccess(sent -> goOn(response, chunk))
                .onFailure(gone -> context.request().connection().close());
    }

    private Future<Void> writeSlices(HttpServerResponse response, Chunk chunk) {
        Future<Void> last = Future.succeededFuture();
        int length = chunk.text().length();
        for (int from = 0; from < length; from += SLICE_BYTES) {
            last = exchange.leaves(response.write(chunk.text().slice(from, Math.min(length, from + SLICE_BYTES))));
        }
        return last;
    }

    private void goOn(HttpServerResponse response, Chunk chunk) {
        if (chunk.last()) {
            response.end();
        } else {
            encodeNext();
        }
    }

    /** After the first chunk the status has been sent, and only a broken connection says that the rest is missing. */
    private void fail(Throwable failure) {
        if (context.response().headWritten()) {
            Answers.logFailure(context, failure);
            context.request().connection().close();
        } else {
            context.fail(failure);
        }
    }
}
