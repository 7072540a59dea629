package tocsin.evaluator.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

/**
 * Takes the tokens of an answer one by one, because they come as the bytes do and no call stack can wait for the rest.
 *
 * <pre>
 * START > ROOT > DATA > RESULT > SERIES > METRIC
 *                                       > VALUE
 *                                       > HISTOGRAM > HISTOGRAM_PARTS > BUCKETS > BUCKET
 *                                       > VALUES > RANGE_VALUE
 *              > TEXTS (warnings, infos)
 *         ROOT, DATA > STATS                          any > SKIP > back
 * </pre>
 *
 * <p>Fields come in any order: the result may stand before its type and before the status, so it is read by its shape
 * and judged at the end.
 */
final class AnswerReader {
    /** Prometheus sends at most ten of each and a line that counts the rest. */
    private static final int MAX_TEXTS = 100;

    private static final int MAX_TEXT_LENGTH = 2000;

    private enum State {
        START,
        ROOT,
        DATA,
        RESULT,
        SERIES,
        METRIC,
        VALUE,
        HISTOGRAM,
        HISTOGRAM_PARTS,
        BUCKETS,
        BUCKET,
        VALUES,
        RANGE_VALUE,
        TEXTS,
        STATS,
        SKIP,
        DONE
    }

    private final int maxSeries;
    private final ResultShape shape;
    private final SeriesReader series = new SeriesReader();
    private final List<Sample> samples = new ArrayList<>();
    private final List<LastSample> last = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> infos = new ArrayList<>();

    private State state = State.START;
    private String field = "";
    /** Where TEXTS or STATS lead back to. */
    private State back = State.START;
    /** Where SKIP leads back to, which may be TEXTS or STATS. */
    private State skippedFrom = State.START;

    private int skipDepth;
    private List<String> texts = warnings;
    private HistogramText histogram = series.histogram();

    private String status = "";
    private String errorType = "";
    private String error = "";
    private String resultType = "";
    private boolean partial;
    private @Nullable Long seriesFetched;
    private boolean hasResult;
    private boolean isRange;
    private boolean hasSeries;
    /** Elements so far of a pair {@code [time, value]}. */
    private int pairSize;

    private boolean isPair;
    private String pairText = "";

    AnswerReader(int maxSeries, ResultShape shape) {
        this.maxSeries = maxSeries;
        this.shape = shape;
    }

    /** @throws MalformedAnswer when the token does not belong there */
    void token(JsonToken token, JsonParser parser) throws IOException {
        switch (state) {
            case METRIC -> metric(token, parser);
            case SERIES -> series(token, parser);
            case VALUE -> value(token, parser);
            case RESULT -> result(token, parser);
            case HISTOGRAM -> histogram(token);
            case HISTOGRAM_PARTS -> histogramParts(token, parser);
            case BUCKETS -> buckets(token);
            case BUCKET -> bucket(token, parser);
            case VALUES -> values(token);
            case RANGE_VALUE -> rangeValue(token, parser);
            case SKIP -> skip(token);
            case TEXTS -> texts(token, parser);
            case STATS -> stats(token, parser);
            case DATA -> data(token, parser);
            case ROOT -> root(token, parser);
            case START -> start(token);
            case DONE -> throw new MalformedAnswer("something follows the JSON object");
        }
    }

    boolean isDone() {
        return state == State.DONE;
    }

    private void start(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedAnswer("it is not a JSON object");
        }
        state = State.ROOT;
    }

    private void root(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token == JsonToken.END_OBJECT) {
            state = State.DONE;
        } else {
            rootValue(token, parser);
        }
    }

    private void rootValue(JsonToken token, JsonParser parser) throws IOException {
        switch (field) {
            case "status" -> status = text(token, parser);
            case "errorType" -> errorType = text(token, parser);
            case "error" -> error = text(token, parser);
            case "isPartial" -> partial = token == JsonToken.VALUE_TRUE;
            case "warnings" -> beginTexts(warnings, token);
            case "infos" -> beginTexts(infos, token);
            case "stats" -> descendOrSkip(token, JsonToken.START_OBJECT, State.STATS);
            case "data" -> descendOrSkip(token, JsonToken.START_OBJECT, State.DATA);
            default -> beginSkip(token);
        }
    }

    private void data(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token == JsonToken.END_OBJECT) {
            state = State.ROOT;
        } else {
            switch (field) {
                case "resultType" -> resultType = text(token, parser);
                case "result" -> beginResult(token);
                case "stats" -> descendOrSkip(token, JsonToken.START_OBJECT, State.STATS);
                default -> beginSkip(token);
            }
        }
    }

    private void beginResult(JsonToken token) {
        if (token != JsonToken.START_ARRAY || hasResult) {
            throw new MalformedAnswer(hasResult ? "it has two results" : "its result is not an array");
        }
        hasResult = true;
        state = State.RESULT;
    }

    private void result(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.START_OBJECT && !isPair) {
            hasSeries = true;
            series.begin();
            state = State.SERIES;
        } else if (token == JsonToken.END_ARRAY) {
            state = State.DATA;
        } else if (hasSeries) {
            throw new MalformedAnswer("an element of its result is not an object");
        } else {
            pair(token, parser);
        }
    }

    /** The result of a scalar or string is the pair itself. */
    private void pair(JsonToken token, JsonParser parser) throws IOException {
        isPair = true;
        if (pairSize == 0 && token.isNumeric()) {
            pairSize = 1;
        } else if (pairSize == 1 && token == JsonToken.VALUE_STRING) {
            pairText = parser.getText();
            pairSize = 2;
        } else {
            throw new MalformedAnswer("its result is neither series nor a pair of time and value");
        }
    }

    private void series(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token == JsonToken.END_OBJECT) {
            state = State.RESULT;
            endSeries();
        } else {
            seriesValue(token);
        }
    }

    private void seriesValue(JsonToken token) {
        switch (field) {
            case "metric" -> {
                require(token, JsonToken.START_OBJECT, "the metric of a series is not an object");
                series.metric();
                state = State.METRIC;
            }
            case "value" -> beginPair(token, State.VALUE);
            case "histogram" -> {
                beginPair(token, State.HISTOGRAM);
                histogram = series.histogram();
            }
            case "values" -> {
                series.range();
                if (shape == ResultShape.MATRIX) {
                    require(token, JsonToken.START_ARRAY, "the values of a series are not an array");
                    state = State.VALUES;
                } else {
                    beginSkip(token);
                }
            }
            case "histograms" -> {
                series.range();
                beginSkip(token);
            }
            default -> beginSkip(token);
        }
    }

    private void beginPair(JsonToken token, State next) {
        require(token, JsonToken.START_ARRAY, "a sample is not a pair of time and value");
        pairSize = 0;
        state = next;
    }

    private void endSeries() {
        if (series.isRange()) {
            isRange = true;
            endRange();
            return;
        }
        requireRoom(samples.size());
        samples.add(series.sample());
    }

    private void endRange() {
        if (series.hasValue()) {
            requireRoom(last.size());
            last.add(series.last());
        }
    }

    private void requireRoom(int taken) {
        if (taken == maxSeries) {
            throw new QueryFailure(
                    Kind.TOO_LARGE,
                    "the answer has more than %d series; narrow the query or raise --datasource.max-series"
                            .formatted(maxSeries));
        }
    }

    private void values(JsonToken token) {
        if (token == JsonToken.START_ARRAY) {
            pairSize = 0;
            state = State.RANGE_VALUE;
        } else {
            require(token, JsonToken.END_ARRAY, "a sample is not a pair of time and value");
            state = State.SERIES;
        }
    }

    /** Samples come in the order of time: the last one stays. */
    private void rangeValue(JsonToken token, JsonParser parser) throws IOException {
        if (pairSize == 0 && token.isNumeric()) {
            series.time(parser.getDoubleValue());
            pairSize = 1;
        } else if (pairSize == 1 && token == JsonToken.VALUE_STRING) {
            series.value(parser);
            pairSize = 2;
        } else {
            require(token, JsonToken.END_ARRAY, "a sample is not a pair of a time and a value in quotes");
            require(pairSize == 2, "a sample is not a pair of a time and a value in quotes");
            state = State.VALUES;
        }
    }

    private void metric(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            series.labelValue(parser);
        } else if (token == JsonToken.FIELD_NAME) {
            series.labelName(parser.currentName());
        } else {
            require(token, JsonToken.END_OBJECT, "a label value is not a string");
            state = State.SERIES;
        }
    }

    private void value(JsonToken token, JsonParser parser) throws IOException {
        if (pairSize == 0 && token.isNumeric()) {
            pairSize = 1;
        } else if (pairSize == 1 && token == JsonToken.VALUE_STRING) {
            series.value(parser);
            pairSize = 2;
        } else if (pairSize == 2 && token == JsonToken.END_ARRAY) {
            state = State.SERIES;
        } else {
            throw new MalformedAnswer("a sample is not a pair of a time and a value in quotes");
        }
    }

    private void histogram(JsonToken token) {
        if (pairSize == 0 && token.isNumeric()) {
            pairSize = 1;
        } else if (pairSize == 1 && token == JsonToken.START_OBJECT) {
            pairSize = 2;
            state = State.HISTOGRAM_PARTS;
        } else if (pairSize == 2 && token == JsonToken.END_ARRAY) {
            state = State.SERIES;
        } else {
            throw new MalformedAnswer("a histogram sample is not a pair of a time and an object");
        }
    }

    private void histogramParts(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token == JsonToken.END_OBJECT) {
            state = State.HISTOGRAM;
        } else {
            switch (field) {
                case "count" -> histogram.count(text(token, parser));
                case "sum" -> histogram.sum(text(token, parser));
                case "buckets" -> {
                    require(token, JsonToken.START_ARRAY, "the buckets of a histogram are not an array");
                    state = State.BUCKETS;
                }
                default -> beginSkip(token);
            }
        }
    }

    private void buckets(JsonToken token) {
        if (token == JsonToken.START_ARRAY) {
            histogram.beginBucket();
            state = State.BUCKET;
        } else {
            require(token, JsonToken.END_ARRAY, "a histogram bucket is not an array");
            state = State.HISTOGRAM_PARTS;
        }
    }

    private void bucket(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            histogram.boundaryRule(parser.getIntValue());
        } else if (token == JsonToken.VALUE_STRING) {
            histogram.bucketText(parser.getText());
        } else {
            require(token, JsonToken.END_ARRAY, "a histogram bucket is not [rule, lower, upper, count]");
            histogram.endBucket();
            state = State.BUCKETS;
        }
    }

    private void stats(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token == JsonToken.END_OBJECT) {
            state = back;
        } else if (field.equals("seriesFetched") && token.isScalarValue()) {
            seriesFetched = wholeNumber(parser.getText());
        } else {
            beginSkip(token);
        }
    }

    /** VictoriaMetrics writes the number in quotes. Anything else is as good as not there. */
    private static @Nullable Long wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.valueOf(text) : null;
    }

    private void beginTexts(List<String> into, JsonToken token) {
        texts = into;
        descendOrSkip(token, JsonToken.START_ARRAY, State.TEXTS);
    }

    private void texts(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.END_ARRAY) {
            state = back;
        } else if (token == JsonToken.VALUE_STRING && texts.size() < MAX_TEXTS) {
            texts.add(text(token, parser));
        } else {
            beginSkip(token);
        }
    }

    private void descendOrSkip(JsonToken token, JsonToken opening, State next) {
        if (token == opening) {
            back = state;
            state = next;
        } else {
            beginSkip(token);
        }
    }

    private void beginSkip(JsonToken token) {
        if (token.isStructStart()) {
            skippedFrom = state;
            skipDepth = 1;
            state = State.SKIP;
        }
    }

    private void skip(JsonToken token) {
        if (token.isStructStart()) {
            skipDepth++;
        } else if (token.isStructEnd() && --skipDepth == 0) {
            state = skippedFrom;
        }
    }

    private static void require(JsonToken token, JsonToken expected, String otherwise) {
        if (token != expected) {
            throw new MalformedAnswer(otherwise);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedAnswer(otherwise);
        }
    }

    private static String text(JsonToken token, JsonParser parser) throws IOException {
        if (!token.isScalarValue()) {
            throw new MalformedAnswer("\"%s\" is not a text".formatted(parser.currentName()));
        }
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "…";
    }

    /**
     * Judges the whole answer; call when {@link #isDone}.
     *
     * @throws MalformedAnswer when it is none of the Prometheus API
     * @throws QueryFailure when its type does not suit a rule
     */
    Answer answer() {
        return switch (status) {
            case "success" ->
                new Answer.Success(new QueryResult(vector(), warnings, infos, seriesFetched), matrix(), partial);
            case "error" -> new Answer.Refusal(errorType, error);
            default -> throw new MalformedAnswer("its status is neither success nor error");
        };
    }

    private List<LastSample> matrix() {
        if (shape == ResultShape.MATRIX && (!hasResult || isPair || !samples.isEmpty())) {
            throw new MalformedAnswer("its resultType is matrix, its result is not");
        }
        return last;
    }

    private List<Sample> vector() {
        if (shape == ResultShape.MATRIX) {
            if (!resultType.equals("matrix")) {
                throw new QueryFailure(Kind.WRONG_TYPE, "the result is no range vector, but a " + resultType);
            }
            return List.of();
        }
        return switch (resultType) {
            case "vector" -> series();
            case "scalar" -> List.of(new Sample(Labels.empty(), scalar()));
            case "matrix", "string" ->
                throw new QueryFailure(Kind.WRONG_TYPE, "rule result is not a vector or scalar, but a " + resultType);
            default -> throw new MalformedAnswer("its resultType is none of vector, scalar, matrix, string");
        };
    }

    private List<Sample> series() {
        if (!hasResult || isPair || isRange) {
            throw new MalformedAnswer("its resultType is vector, its result is not");
        }
        return samples;
    }

    private double scalar() {
        if (!isPair || pairSize != 2) {
            throw new MalformedAnswer("its resultType is scalar, its result is not");
        }
        return SampleValue.parse(pairText.toCharArray(), 0, pairText.length());
    }
}
