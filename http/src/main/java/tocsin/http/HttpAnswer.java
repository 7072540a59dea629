package tocsin.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A whole answer.
 *
 * @param body decompressed. Of an answer that is not 2xx at most the beginning, since it only serves to explain.
 */
public record HttpAnswer(HttpHead head, Buffer body) {
    /** How much of an error's body goes into a message. */
    static final int EXCERPT_BYTES = 1024;

    public HttpAnswer {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(body, "body");
    }

    public int status() {
        return head.status();
    }

    public boolean successful() {
        return head.successful();
    }

    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The beginning of the body for a message: at most 1 KiB, one line, no control characters. */
    public String excerpt() {
        Buffer beginning = body.length() > EXCERPT_BYTES ? body.getBuffer(0, EXCERPT_BYTES) : body;
        String line = beginning
                .toString(StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .replaceAll("\\p{Cntrl}", "?")
                .strip();
        return body.length() > EXCERPT_BYTES ? line + "…" : line;
    }
}
