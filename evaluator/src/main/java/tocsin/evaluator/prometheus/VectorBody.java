package tocsin.evaluator.prometheus;

import io.vertx.core.buffer.Buffer;
import tocsin.evaluator.query.QueryFailure;
import tocsin.http.BodyReader;

/** Decodes the body of a 2xx answer as it arrives. */
final class VectorBody implements BodyReader<Answer> {
    private final VectorDecoder decoder;
    private final int status;
    private final Redaction redaction;

    VectorBody(DecodeLimits limits, ResultShape shape, int status, Redaction redaction) {
        this.decoder = new VectorDecoder(limits, shape);
        this.status = status;
        this.redaction = redaction;
    }

    @Override
    public boolean accept(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        try {
            decoder.feed(bytes, 0, bytes.length);
        } catch (QueryFailure e) {
            throw redacted(e);
        }
        return true;
    }

    @Override
    public Answer end() {
        Answer answer;
        try {
            answer = decoder.finish();
        } catch (QueryFailure e) {
            throw redacted(e);
        }
        if (answer instanceof Answer.Refusal refusal) {
            throw RefusalBody.failure(status, refusal, redaction);
        }
        return answer;
    }

    private QueryFailure redacted(QueryFailure failure) {
        return new QueryFailure(failure.kind(), redaction.of(String.valueOf(failure.getMessage())), failure);
    }
}
