package tocsin.router.explain;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.FlushRecord;
import tocsin.state.history.HistorySearch;

/**
 * One question about the past. Records are in the order of writing, which is not that of time when the clock was set back: up
 * to the instant are those up to the last one that bears no later time, as {@link Replay} reads them.
 */
final class PastSearch {
    private static final Duration FIRST_WINDOW = Duration.ofHours(1);
    private static final int WINDOW_GROWTH = 4;
    private static final int WINDOWS = 6;

    private final HistorySource source;
    private final Labels alert;
    private final Instant at;
    private final TreeMap<Long, FlushRecord> flushes = new TreeMap<>();
    private boolean complete = true;

    PastSearch(HistorySource source, Labels alert, Instant at) {
        this.source = source;
        this.alert = alert;
        this.at = at;
    }

    Future<History> run() {
        HistorySearch naming = HistorySource.flushes()
                .about(DecisionLog.key(alert.fingerprint()))
                .most(HistorySource.MOST_NAMING);
        return source.read(naming.between(Instant.MIN, at), DecisionLog::flush)
                .map(this::takeNaming)
                .compose(done -> source.read(naming, DecisionLog::flush))
                .map(this::takeNaming)
                .compose(done -> groups())
                .compose(done -> source.turnedAway(alert, at))
                .compose(intakes -> source.history(flushes, intakes, complete));
    }

    private boolean takeNaming(Map<Long, FlushRecord> found) {
        found.forEach((number, flush) -> {
            if (History.names(flush, alert)) {
                flushes.put(number, flush);
            }
        });
        complete &= found.size() < HistorySource.MOST_NAMING;
        return complete;
    }

    private Future<Void> groups() {
        Set<GroupId> groups = new LinkedHashSet<>();
        flushes.values().forEach(flush -> groups.add(flush.group()));
        int each = Math.max(1, HistorySource.MOST_RECORDS / 2 / Math.max(1, groups.size()));
        Future<Void> read = Future.succeededFuture();
        for (GroupId group : groups) {
            read = read.compose(done -> group(group, each));
        }
        return read;
    }

    /** @param most records before the instant, and after it */
    private Future<Void> group(GroupId group, int most) {
        HistorySearch ofGroup = HistorySource.flushes().about(DecisionLog.key(group));
        return source.read(ofGroup.between(Instant.MIN, at).most(1), DecisionLog::flush)
                .map(last -> last.isEmpty() ? -1 : last.lastKey())
                .compose(end -> source.find(ofGroup.below(end + 1).most(most), DecisionLog::flush)
                        .compose(found -> {
                            complete &= !found.cut();
                            flushes.putAll(found.records());
                            return later(ofGroup, end, new Window(at, FIRST_WINDOW, 0), most);
                        }));
    }

    private record Window(Instant from, Duration length, int number) {
        Instant to() {
            return number == WINDOWS ? Instant.MAX : from.plus(length);
        }

        Window next() {
            return new Window(to().plusNanos(1), length.multipliedBy(WINDOW_GROWTH), number + 1);
        }
    }

    /**
     * The next ones, in windows that grow: a search finds the newest first, and what is wanted are the first. With the first
     * window that has more than may be read it ends, so that there is no gap.
     */
    private Future<Void> later(HistorySearch ofGroup, long end, Window window, int most) {
        HistorySearch search = ofGroup.between(window.from(), window.to()).most(most + 1);
        return source.find(search, DecisionLog::flush).compose(found -> {
            Map<Long, FlushRecord> after = found.records().tailMap(end, false);
            if (found.cut()) {
                complete = false;
                return Future.succeededFuture();
            }
            flushes.putAll(after);
            return window.number() == WINDOWS
                    ? Future.succeededFuture()
                    : later(ofGroup, end, window.next(), most - after.size());
        });
    }
}
