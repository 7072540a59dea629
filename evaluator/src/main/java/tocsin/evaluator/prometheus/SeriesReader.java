package tocsin.evaluator.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

/** Collects the parts of one series and makes its sample; used again for the next series. */
final class SeriesReader {
    private final TextPool pool = new TextPool();
    private final HistogramText histogram = new HistogramText();
    private String[] pairs = new String[32];
    private int length;
    private boolean hasMetric;
    private boolean hasValue;
    private boolean hasHistogram;
    private boolean isRange;
    private double value;
    private long timeMillis;

    void begin() {
        length = 0;
        hasMetric = false;
        hasValue = false;
        hasHistogram = false;
        isRange = false;
        value = 0;
    }

    void metric() {
        hasMetric = true;
        length = 0;
    }

    void labelName(String name) {
        if (length + 2 > pairs.length) {
            pairs = Arrays.copyOf(pairs, pairs.length * 2);
        }
        pairs[length] = name;
    }

    void labelValue(JsonParser parser) throws IOException {
        pairs[length + 1] = pool.get(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        length += 2;
    }

    void value(JsonParser parser) throws IOException {
        value = SampleValue.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        hasValue = true;
    }

    HistogramText histogram() {
        hasHistogram = true;
        histogram.begin();
        return histogram;
    }

    /** The series has {@code values} or {@code histograms}: it belongs to a matrix. */
    void range() {
        isRange = true;
    }

    boolean isRange() {
        return isRange;
    }

    /** @param seconds since the epoch; a double holds the milliseconds of any time there is */
    void time(double seconds) {
        timeMillis = Math.round(seconds * 1000);
    }

    boolean hasValue() {
        return hasValue;
    }

    /** @throws MalformedAnswer when the series lacks its metric */
    LastSample last() {
        if (!hasMetric) {
            throw new MalformedAnswer("a series has no metric");
        }
        return new LastSample(Labels.ofPairs(pairs, length), Instant.ofEpochMilli(timeMillis), value);
    }

    /** @throws MalformedAnswer when the series lacks its metric, or has no or several values */
    Sample sample() {
        if (!hasMetric) {
            throw new MalformedAnswer("a series has no metric");
        }
        if (hasValue == hasHistogram) {
            throw new MalformedAnswer("a series has " + (hasValue ? "both value and histogram" : "no value"));
        }
        Labels labels = Labels.ofPairs(pairs, length);
        return hasValue ? new Sample(labels, value) : new Sample(labels, 0, histogram.text());
    }
}
