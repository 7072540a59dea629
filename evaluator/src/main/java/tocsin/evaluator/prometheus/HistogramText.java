package tocsin.evaluator.prometheus;

/**
 * Builds the text form of a native histogram, {@code {count:3, sum:1.5, (0.5,1]:2, (1,2]:1}}, from its parts. Numbers
 * stay as the data source writes them.
 */
final class HistogramText {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final String OPENING = "([([";
    private static final String CLOSING = "]))]";

    private final StringBuilder buckets = new StringBuilder();
    private String count = "";
    private String sum = "";
    private int rule;
    private int part;

    void begin() {
        buckets.setLength(0);
        count = "";
        sum = "";
    }

    void count(String text) {
        count = text;
    }

    void sum(String text) {
        sum = text;
    }

    void beginBucket() {
        part = 0;
    }

    /** @param boundaryRule 0 (lower, upper], 1 [lower, upper), 2 open on both sides, 3 closed on both sides */
    void boundaryRule(int boundaryRule) {
        if (part != 0 || boundaryRule < 0 || boundaryRule > 3) {
            throw new MalformedAnswer("a histogram bucket has no boundary rule 0 to 3");
        }
        rule = boundaryRule;
        part = 1;
    }

    /** Lower bound, upper bound and count, in this order. */
    void bucketText(String text) {
        switch (part) {
            case 1 -> buckets.append(", ").append(OPENING.charAt(rule)).append(text);
            case 2 -> buckets.append(',').append(text).append(CLOSING.charAt(rule));
            case 3 -> buckets.append(':').append(text);
            default -> throw new MalformedAnswer("a histogram bucket is not [rule, lower, upper, count]");
        }
        part++;
        if (buckets.length() > MAX_LENGTH) {
            throw new MalformedAnswer("a histogram has more than " + MAX_LENGTH + " characters of buckets");
        }
    }

    void endBucket() {
        if (part != 4) {
            throw new MalformedAnswer("a histogram bucket is not [rule, lower, upper, count]");
        }
    }

    String text() {
        if (count.isEmpty() || sum.isEmpty()) {
            throw new MalformedAnswer("a histogram lacks its count or sum");
        }
        return "{count:" + count + ", sum:" + sum + buckets + "}";
    }
}
