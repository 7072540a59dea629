package tocsin.evaluator.prometheus;

/**
 * How much of an answer is read before it is refused, so that no data source can fill the heap.
 *
 * @param maxBytes of the decompressed body; option {@code --datasource.max-response-bytes}
 * @param maxSeries in one vector; option {@code --datasource.max-series}
 */
public record DecodeLimits(long maxBytes, int maxSeries) {
    /** 128 MiB and 250,000 series. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(128L << 20, 250_000);

    public DecodeLimits {
        if (maxBytes < 1 || maxSeries < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: %d bytes, %d series".formatted(maxBytes, maxSeries));
        }
    }
}
