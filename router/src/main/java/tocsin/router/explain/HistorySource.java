package tocsin.router.explain;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.model.Fingerprint;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.IntakeRecord;
import tocsin.state.codec.TextPool;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLog;

/**
 * Finds the decision records that a question needs. Any thread; futures complete on the context of the caller.
 *
 * <p>Of the past an explanation needs the records that name the alert, and of the groups in them those up to the instant and
 * the next ones after it: the log may hold a million, so at most {@value #MOST_RECORDS} of the groups are read, and the
 * {@value #MOST_NAMING} newest that name the alert, before the instant and at all.
 */
public final class HistorySource {
    static final int MOST_RECORDS = 5_000;
    static final int MOST_NAMING = 500;
    /** Different things may have one key. */
    private static final int SOME = 8;

    private final RecordLog log;
    private final Offload worker;

    /** Does what takes long somewhere else. */
    public interface Offload {
        /** Completes on the context of the caller. */
        <T> Future<T> run(Supplier<T> work);
    }

    /** @param worker decodes records, of which there may be thousands */
    public HistorySource(RecordLog log, Offload worker) {
        this.log = log;
        this.worker = worker;
    }

    /** What is needed to explain an alert as it is now: the last flush of each of its groups, and when it was turned away. */
    public Future<History> present(AlertFacts facts) {
        NavigableMap<Long, FlushRecord> flushes = new TreeMap<>();
        Future<Void> read = Future.succeededFuture();
        for (GroupFacts group : facts.groups()) {
            GroupId id = group.standing().id();
            HistorySearch last = flushes().about(DecisionLog.key(id)).most(SOME);
            read = read.compose(done -> read(last, DecisionLog::flush)).map(found -> {
                flushes.putAll(found);
                return null;
            });
        }
        Labels alert = facts.alert().labels();
        return read.compose(done -> turnedAway(alert, facts.now().at()))
                .compose(intakes -> history(flushes, intakes, true));
    }

    /** What is needed to explain an alert as it was. */
    public Future<History> past(Labels alert, Instant at) {
        return new PastSearch(this, alert, at).run();
    }

    /** The labels of an alert that stands in a record. */
    public Future<Optional<Labels>> labels(Fingerprint fingerprint) {
        long key = DecisionLog.key(fingerprint);
        return read(flushes().about(key).most(SOME), DecisionLog::flush)
                .map(found -> first(fingerprint, found.values().stream().flatMap(FlushRecord::alerts)))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found)
                        : read(HistorySearch.of(DecisionLog.INTAKE).about(key).most(SOME), DecisionLog::intake)
                                .map(intakes -> first(
                                        fingerprint, intakes.values().stream().flatMap(HistorySource::labels))));
    }

    private static Stream<Labels> labels(IntakeRecord intake) {
        return Stream.concat(intake.overLimit().stream(), intake.ofRules().stream());
    }

    private static Optional<Labels> first(Fingerprint fingerprint, Stream<Labels> all) {
        return all.filter(labels -> labels.fingerprint().equals(fingerprint)).findFirst();
    }

    static HistorySearch flushes() {
        return new HistorySearch(
                DecisionLog.FLUSHES, OptionalLong.empty(), Instant.MIN, Instant.MAX, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** The last before the instant, and the last of all, which tells that the alert is on record. */
    Future<List<IntakeRecord>> turnedAway(Labels alert, Instant at) {
        HistorySearch search = HistorySearch.of(DecisionLog.INTAKE)
                .about(DecisionLog.key(alert.fingerprint()))
                .most(SOME);
        return read(search.between(Instant.MIN, at), DecisionLog::intake)
                .compose(before -> read(search, DecisionLog::intake).map(last -> {
                    before.putAll(last);
                    return List.copyOf(before.values());
                }));
    }

    Future<History> history(NavigableMap<Long, FlushRecord> flushes, List<IntakeRecord> intakes, boolean complete) {
        return log.oldest(DecisionLog.FLUSH)
                .compose(quiet -> log.oldest(DecisionLog.NOTIFICATION)
                        .map(told ->
                                new History(List.copyOf(flushes.values()), intakes, earlier(quiet, told), complete)));
    }

    private static @Nullable Instant earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream())
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** By number. */
    <T> Future<NavigableMap<Long, T>> read(
            HistorySearch search, BiFunction<HistoryRecord, TextPool, Optional<T>> format) {
        return find(search, format).map(Part::records);
    }

    /**
     * What was found, by number.
     *
     * @param cut whether there may be more
     */
    record Part<T>(NavigableMap<Long, T> records, boolean cut) {}

    <T> Future<Part<T>> find(HistorySearch search, BiFunction<HistoryRecord, TextPool, Optional<T>> format) {
        return log.find(search)
                .compose(found -> decode(found, format).map(records -> new Part<>(records, search.cuts(found))));
    }

    private <T> Future<NavigableMap<Long, T>> decode(
            List<FoundRecord> found, BiFunction<HistoryRecord, TextPool, Optional<T>> format) {
        return worker.run(() -> {
            TextPool texts = TextPool.create();
            NavigableMap<Long, T> decoded = new TreeMap<>();
            found.forEach(
                    each -> format.apply(each.entry(), texts).ifPresent(value -> decoded.put(each.number(), value)));
            return decoded;
        });
    }
}
