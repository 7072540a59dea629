package tocsin.router.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.DecisionRecord;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.IntakeRecord;
import tocsin.state.history.MemoryRecordLog;

/** Against somebody who has all records in his hands. */
class PastSearchPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final IntegrationId HOOK = new IntegrationId("ops", "webhook", 0);
    private static final int MOST = HistorySource.MOST_RECORDS / 2;
    private static final List<Labels> ALERTS = IntStream.range(0, 4)
            .mapToObj(i -> Labels.of("alertname", "Down", "i", "" + i))
            .toList();
    private static final List<GroupId> GROUPS = IntStream.range(0, 4)
            .mapToObj(i -> new GroupId("{}/" + i, Labels.of("alertname", "Down")))
            .toList();
    private static final HistorySource.Offload HERE = new HistorySource.Offload() {
        @Override
        public <T> Future<T> run(Supplier<T> work) {
            return Future.succeededFuture(work.get());
        }
    };

    /** Decisions in the order of writing. */
    private static final class Records {
        private final Random random;
        private final List<DecisionRecord> all = new ArrayList<>();
        private Instant clock = START;

        Records(long seed) {
            this.random = new Random(seed);
        }

        /** Whole hours, and single nanoseconds, as windows have edges; now and then the clock is set back. */
        void passTime() {
            int dice = random.nextInt(12);
            clock = dice < 5
                    ? clock.plusNanos(random.nextInt(2))
                    : clock.plus(
                            Duration.ofHours(dice == 5 ? random.nextInt(3000) : dice == 6 ? -2 : random.nextInt(3)));
        }

        void add() {
            all.add(
                    random.nextInt(5) == 0
                            ? new IntakeRecord(clock, 0, 1, List.of(), some(0.3), some(0.3))
                            : flush(GROUPS.get(random.nextInt(GROUPS.size())), some(0.2), some(0.1)));
        }

        private List<Labels> some(double share) {
            return ALERTS.stream().filter(alert -> random.nextDouble() < share).toList();
        }

        FlushRecord flush(GroupId group, List<Labels> changed, List<Labels> judged) {
            List<Decision> decisions = new ArrayList<>();
            judged.forEach(
                    alert -> decisions.add(new Decision.VerdictChanged(alert, Verdict.UNPROCESSED, Verdict.PASSED)));
            if (random.nextBoolean()) {
                decisions.add(new Decision.NothingNew(HOOK));
            } else {
                decisions.add(new Decision.OnlyRecorded(HOOK, NotifyReason.ALL_ALERTS_RESOLVED));
            }
            List<MemberChange> changes = changed.stream()
                    .map(alert -> new MemberChange(alert, MemberChange.Kind.JOINED, true))
                    .toList();
            // With gaps between the numbers none is left out.
            long number = 2L * all.size();
            return new FlushRecord(clock, group, group.route(), "{}:{}", "ops", number, 1, 0, changes, decisions);
        }

        History past(Labels alert, Instant at) {
            MemoryRecordLog log = new MemoryRecordLog(Integer.MAX_VALUE, Long.MAX_VALUE);
            DecisionLog decisions = new DecisionLog(log);
            all.forEach(decisions::record);
            return new HistorySource(log, HERE).past(alert, at).result();
        }

        List<FlushRecord> flushes() {
            return all.stream()
                    .filter(FlushRecord.class::isInstance)
                    .map(FlushRecord.class::cast)
                    .toList();
        }

        /** Of every group that ever named the alert. */
        List<FlushRecord> wanted(Labels alert) {
            Set<GroupId> groups = flushes().stream()
                    .filter(flush -> flush.alerts().anyMatch(alert::equals))
                    .map(FlushRecord::group)
                    .collect(Collectors.toSet());
            return flushes().stream()
                    .filter(flush -> groups.contains(flush.group()))
                    .toList();
        }

        Optional<IntakeRecord> turnedAway(Labels alert, Instant at) {
            return all.stream()
                    .filter(IntakeRecord.class::isInstance)
                    .map(IntakeRecord.class::cast)
                    .filter(intake -> intake.names(alert) && !intake.at().isAfter(at))
                    .reduce((earlier, later) -> later);
        }

        /** The first record of each kind counts, as the log forgets from that end. */
        @Nullable
        Instant oldest() {
            Optional<Instant> told = first(true);
            Optional<Instant> quiet = first(false);
            return told.isPresent() && quiet.isPresent() && quiet.get().isBefore(told.get())
                    ? quiet.get()
                    : told.or(() -> quiet).orElse(null);
        }

        private Optional<Instant> first(boolean told) {
            return flushes().stream()
                    .filter(flush -> flush.decisions().stream().anyMatch(DecisionLog::isOutcome) == told)
                    .map(FlushRecord::at)
                    .findFirst();
        }
    }

    @Property(tries = 400)
    void all_that_the_groups_of_the_alert_decided_is_found_and_nothing_else(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int size,
            @ForAll @IntRange(min = -10, max = 200) int hours) {
        Records records = new Records(seed);
        for (int i = 0; i < size; i++) {
            records.passTime();
            records.add();
        }
        Labels alert = ALERTS.get(0);
        Instant at = START.plus(Duration.ofHours(hours));

        History found = records.past(alert, at);

        assertThat(found.flushes()).isEqualTo(records.wanted(alert));
        assertThat(found.turnedAway(alert, at)).isEqualTo(records.turnedAway(alert, at));
        assertThat(found.oldest()).isEqualTo(Optional.ofNullable(records.oldest()));
        assertThat(found.complete()).isTrue();
    }

    /** One joins at the beginning, and the group is flushed for years. */
    @Property(tries = 30)
    void of_more_than_is_read_those_around_the_instant_are_found_without_a_gap(
            @ForAll long seed, @ForAll @IntRange(max = 6000) int before, @ForAll @IntRange(max = 6000) int after) {
        Records records = new Records(seed);
        Labels alert = ALERTS.get(0);
        GroupId group = GROUPS.get(0);
        records.all.add(records.flush(group, List.of(alert), List.of()));
        flushes(records, group, before);
        Instant at = records.clock;
        flushes(records, group, after);

        History found = records.past(alert, at);

        assertThat(upTo(at, found)).isEqualTo(lastUpTo(before + 1, records));
        List<FlushRecord> later = after(at, found);
        assertThat(later).isEqualTo(records.flushes().subList(before + 1, before + 1 + later.size()));
        assertThat(later.isEmpty()).isEqualTo(after == 0);
        assertThat(later).hasSizeLessThanOrEqualTo(MOST);
        assertThat(found.complete())
                .isIn(before + 1 < MOST && after < MOST, found.flushes().equals(records.flushes()));
    }

    private static List<FlushRecord> upTo(Instant at, History found) {
        return found.flushes().stream().filter(flush -> !flush.at().isAfter(at)).toList();
    }

    private static List<FlushRecord> after(Instant at, History found) {
        return found.flushes().stream().filter(flush -> flush.at().isAfter(at)).toList();
    }

    /** The record that names the alert is found however old it is. */
    private static List<FlushRecord> lastUpTo(int end, Records records) {
        List<FlushRecord> last = new ArrayList<>(records.flushes().subList(Math.max(0, end - MOST), end));
        if (end > MOST) {
            last.add(0, records.flushes().get(0));
        }
        return last;
    }

    private static void flushes(Records records, GroupId group, int count) {
        int seconds = 60 << records.random.nextInt(10);
        for (int i = 0; i < count; i++) {
            records.clock = records.clock.plusSeconds(1 + records.random.nextInt(seconds));
            records.all.add(records.flush(group, List.of(), List.of()));
        }
    }
}
