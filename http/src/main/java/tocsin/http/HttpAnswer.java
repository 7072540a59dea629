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
    /** How many characters of an error's body go into a message. */
    private static final int EXCERPT = 1024;

    private static final int LONGEST_READ = 64 << 10;

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

    /** The same under another status, e.g. that of a service behind the one that answered. */
    public HttpAnswer withStatus(int other) {
        return new HttpAnswer(new HttpHead(other, head.headers(), head.hidden()), body);
    }

    /** The beginning of the body for a message: about 1 KiB, one line, no control characters, no secret of the request. */
    public String excerpt() {
        // Before it is cut, for half a secret would not be known as one.
        String told = head.hidden().without(beginning(text()));
        String line = told.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").strip();
        return line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line;
    }

    private static String beginning(String text) {
        return text.length() > LONGEST_READ ? text.substring(0, LONGEST_READ) : text;
    }
}
