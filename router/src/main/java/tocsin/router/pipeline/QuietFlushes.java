package tocsin.router.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.router.group.GroupId;

/**
 * Flushes that came to the same as the one before. In steady state nearly all do, so that only one of them in an hour is worth
 * its place on disk; the numbers of the flushes that are kept tell how many there were in between.
 *
 * <p>Knows groups by their last record of the last hour only. One writer.
 */
final class QuietFlushes {
    static final Duration KEPT_EACH = Duration.ofHours(1);

    /** In the order in which they were kept. */
    private final Map<GroupId, Run> runs = new LinkedHashMap<>();

    /** @param number of the last flush in it */
    private record Run(FlushRecord kept, long number) {
        boolean isContinuedBy(FlushRecord flush) {
            return flush.number() == number + 1 && isRecent(flush.at()) && flush.tellsTheSameAs(kept);
        }

        /** Also false when the clock was set back to before it. */
        boolean isRecent(Instant now) {
            Duration age = Duration.between(kept.at(), now);
            return !age.isNegative() && age.compareTo(KEPT_EACH) < 0;
        }
    }

    /** Whether it can be left out, because a reader of the records knows it already. */
    boolean repeats(FlushRecord flush) {
        @Nullable Run run = runs.get(flush.group());
        if (run != null && run.isContinuedBy(flush)) {
            runs.put(flush.group(), new Run(run.kept(), flush.number()));
            return true;
        }
        runs.remove(flush.group());
        forgetOld(flush.at());
        if (flush.isQuiet()) {
            runs.put(flush.group(), new Run(flush, flush.number()));
        }
        return false;
    }

    /** How many it knows. */
    int groups() {
        return runs.size();
    }

    private void forgetOld(Instant now) {
        Iterator<Run> oldestFirst = runs.values().iterator();
        while (oldestFirst.hasNext() && !oldestFirst.next().isRecent(now)) {
            oldestFirst.remove();
        }
    }
}
