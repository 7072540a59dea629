package tocsin.evaluator.prometheus;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.QueryFailure;
import tocsin.http.BodyReader;

/** Reads the body of an answer that is not 2xx: an error of the API, or a page of whoever stands in between. */
final class RefusalBody implements BodyReader<Answer> {
    private static final int MAX_BYTES = 64 << 10;
    private static final DecodeLimits LIMITS = new DecodeLimits(2L * MAX_BYTES, 1000);

    private final int status;
    private final Redaction redaction;
    private final Excerpt excerpt = new Excerpt();
    private final Buffer body = Buffer.buffer();

    RefusalBody(int status, Redaction redaction) {
        this.status = status;
        this.redaction = redaction;
    }

    @Override
    public boolean accept(Buffer chunk) {
        int length = Math.min(chunk.length(), MAX_BYTES - body.length());
        body.appendBuffer(chunk, 0, length);
        return body.length() < MAX_BYTES;
    }

    @Override
    public Answer end() {
        byte[] bytes = body.getBytes();
        Answer.Refusal refusal = refusalIn(bytes);
        if (refusal != null) {
            throw failure(status, refusal, redaction);
        }
        excerpt.add(bytes, 0, bytes.length);
        String text = redaction.of(excerpt.text());
        throw new QueryFailure(
                Refusals.kindOf(status), "answered %d%s".formatted(status, text.isEmpty() ? "" : ": " + text));
    }

    private static Answer.@Nullable Refusal refusalIn(byte[] bytes) {
        try {
            VectorDecoder decoder = new VectorDecoder(LIMITS);
            decoder.feed(bytes, 0, bytes.length);
            return decoder.finish() instanceof Answer.Refusal refusal ? refusal : null;
        } catch (QueryFailure notOfTheApi) {
            return null;
        }
    }

    static QueryFailure failure(int status, Answer.Refusal refusal, Redaction redaction) {
        List<String> parts = List.of("answered", String.valueOf(status), refusal.errorType());
        String what = String.join(" ", parts).strip();
        return new QueryFailure(
                Refusals.kindOf(status, refusal),
                redaction.of(refusal.error().isEmpty() ? what : what + ": " + refusal.error()));
    }
}
