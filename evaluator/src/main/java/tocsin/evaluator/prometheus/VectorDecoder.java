package tocsin.evaluator.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;

/**
 * Decodes the answer of an instant query while its bytes arrive: neither the body nor a tree of it is ever held, only the
 * samples. Equal names and values of one answer share one string.
 *
 * <p>One decoder for one answer: {@link #feed} until the body ends, then {@link #finish}. After a failure it must not be
 * used again. Not thread-safe.
 */
public final class VectorDecoder {
    private static final int MAX_NESTING = 64;
    private static final int MAX_STRING_LENGTH = 1 << 20;

    /** Label names come from outside: they must not end in the JVM's own table of strings. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNameLength(50_000)
                    .build())
            .build();

    private final DecodeLimits limits;
    private final Excerpt excerpt = new Excerpt();
    private final AnswerReader reader;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private long bytes;

    public VectorDecoder(DecodeLimits limits) {
        this(limits, ResultShape.VECTOR);
    }

    VectorDecoder(DecodeLimits limits, ResultShape shape) {
        this.limits = limits;
        this.reader = new AnswerReader(limits.maxSeries(), shape);
        try {
            this.parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser without input does no I/O", e);
        }
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /**
     * Takes the next bytes of the decompressed body, {@code from} inclusive to {@code to} exclusive. They may be
     * overwritten afterwards.
     *
     * @throws QueryFailure when the answer is no good or greater than the limits
     */
    public void feed(byte[] chunk, int from, int to) {
        excerpt.add(chunk, from, to);
        bytes += to - from;
        if (bytes > limits.maxBytes()) {
            throw new QueryFailure(
                    Kind.TOO_LARGE,
                    "the answer has more than %d bytes; narrow the query or raise --datasource.max-response-bytes"
                            .formatted(limits.maxBytes()));
        }
        decode(() -> {
            feeder.feedInput(chunk, from, to);
            readTokens();
        });
    }

    /**
     * The body has ended.
     *
     * @throws QueryFailure when it ended too early, is no answer of the Prometheus API, or holds a type that no rule can
     *     use
     */
    public Answer finish() {
        decode(() -> {
            feeder.endOfInput();
            readTokens();
        });
        if (!reader.isDone()) {
            throw badAnswer(bytes == 0 ? "it is empty" : "it ends after " + bytes + " bytes, in the middle", null);
        }
        try {
            return reader.answer();
        } catch (MalformedAnswer | NumberFormatException e) {
            throw badAnswer(String.valueOf(e.getMessage()), e);
        }
    }

    private void readTokens() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.NOT_AVAILABLE) {
                return;
            }
            reader.token(token, parser);
        }
    }

    private void decode(Decoding decoding) {
        try {
            decoding.run();
        } catch (JsonEOFException e) {
            throw badAnswer("it ends after " + bytes + " bytes, in the middle", e);
        } catch (StreamConstraintsException e) {
            throw badAnswer(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw badAnswer("it is not JSON", e);
        } catch (MalformedAnswer | NumberFormatException e) {
            throw badAnswer(String.valueOf(e.getMessage()), e);
        }
    }

    private QueryFailure badAnswer(String problem, @Nullable Exception cause) {
        String message = "not an answer of the Prometheus API: " + problem + excerpt.quoted();
        return cause == null
                ? new QueryFailure(Kind.BAD_ANSWER, message)
                : new QueryFailure(Kind.BAD_ANSWER, message, cause);
    }

    private interface Decoding {
        void run() throws IOException;
    }
}
