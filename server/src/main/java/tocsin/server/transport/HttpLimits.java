package tocsin.server.transport;

import java.time.Duration;

/**
 * What clients may cost.
 *
 * @param connections at once; a newcomer beyond takes the place of one that waits, or is turned away
 * @param gets answered at once
 */
public record HttpLimits(Sizes sizes, Patience patience, int connections, int gets) {
    private static final int LEAST_GETS = 8;
    /** A body exists as bytes, as text and as alerts at the same time; an eighth leaves room for that. */
    private static final int SHARE_OF_HEAP = 8;

    public static final HttpLimits DEFAULTS = new HttpLimits(Sizes.DEFAULTS, Patience.DEFAULTS, 512, defaultGets());

    /**
     * What is refused for its size.
     *
     * @param headerFields number of them in one request
     * @param bodyBytes of one request
     * @param bufferedBytes of all bodies that are in memory at once
     */
    public record Sizes(int requestLineBytes, int headerBytes, int headerFields, long bodyBytes, long bufferedBytes) {
        public static final Sizes DEFAULTS = new Sizes(32 << 10, 32 << 10, 256, 32L << 20, defaultBuffered());

        /** Of one request, as more than all together cannot be had. */
        long effectiveBodyBytes() {
            return Math.min(bodyBytes, bufferedBytes);
        }
    }

    /**
     * How long clients are waited for.
     *
     * @param read for the head of a connection's first request, and for a body, which gets more as it comes
     * @param write for a reader that takes nothing of its answer
     * @param idle for the head of the next request
     * @param handling until an answer begins; zero is for ever
     */
    public record Patience(Duration read, Duration write, Duration idle, Duration handling) {
        public static final Patience DEFAULTS =
                new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ZERO);
    }

    /** As Alertmanager: one for each core, but eight at least. */
    public static int defaultGets() {
        return Math.max(Runtime.getRuntime().availableProcessors(), LEAST_GETS);
    }

    /** An eighth of the largest heap. */
    public static long defaultBuffered() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }
}
