package tocsin.router.pipeline;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.router.group.SuppressionReason;

class QuietFlushesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final IntegrationId HOOK = new IntegrationId("ops", "webhook", 0);
    private static final Decision NOTHING = new Decision.NothingNew(HOOK);
    private static final Decision SILENCED = new Decision.HeldBack(SuppressionReason.SILENCE, 1);
    private static final MemberChange JOINED = new MemberChange(Labels.of("i", "a"), MemberChange.Kind.JOINED, true);

    private final QuietFlushes quiet = new QuietFlushes();

    @Test
    void one_that_comes_to_the_same_is_left_out_for_an_hour() {
        assertThat(quiet.repeats(flush(1, ofMinutes(0)))).isFalse();
        assertThat(quiet.repeats(flush(2, ofMinutes(5)))).isTrue();
        assertThat(quiet.repeats(flush(3, ofMinutes(10)))).isTrue();
        assertThat(quiet.repeats(flush(4, ofMinutes(60)))).isFalse();
        assertThat(quiet.repeats(flush(5, ofMinutes(119)))).isTrue();
    }

    @Test
    void one_in_which_something_is_new_is_kept_and_so_is_the_first_after_it() {
        quiet.repeats(flush(1, ofMinutes(0)));

        assertThat(quiet.repeats(flush(2, ofMinutes(5), List.of(JOINED), NOTHING)))
                .isFalse();
        assertThat(quiet.repeats(flush(3, ofMinutes(10)))).isFalse();
        assertThat(quiet.repeats(flush(4, ofMinutes(15)))).isTrue();
    }

    @Test
    void what_told_somebody_or_failed_or_broke_is_kept_each_time() {
        for (Decision loud : List.of(
                new Decision.NotDelivered(HOOK, NotifyReason.FIRST_NOTIFICATION, 1, FailureReason.OTHER, "no"),
                new Decision.Delivered(HOOK, NotifyReason.FIRST_NOTIFICATION, 1, false, List.of()),
                new Decision.OnlyRecorded(HOOK, NotifyReason.ALL_ALERTS_RESOLVED),
                new Decision.Stopped(HOOK, NotifyReason.FIRST_NOTIFICATION, 1),
                new Decision.LetPass(SuppressionReason.SILENCE, "broken"))) {
            assertThat(quiet.repeats(flush(1, ofMinutes(0), List.of(), loud))).isFalse();
            assertThat(quiet.repeats(flush(2, ofMinutes(5), List.of(), loud))).isFalse();
        }
    }

    @Test
    void another_decision_is_kept() {
        quiet.repeats(flush(1, ofMinutes(0)));

        assertThat(quiet.repeats(flush(2, ofMinutes(5), List.of(), SILENCED))).isFalse();
        assertThat(quiet.repeats(flush(3, ofMinutes(10), List.of(), SILENCED))).isTrue();
    }

    @Test
    void one_after_a_gap_is_kept() {
        quiet.repeats(flush(1, ofMinutes(0)));

        assertThat(quiet.repeats(flush(3, ofMinutes(10)))).isFalse();
    }

    @Test
    void one_on_a_clock_that_was_set_back_is_kept() {
        quiet.repeats(flush(1, ofMinutes(0)));

        assertThat(quiet.repeats(flush(2, ofHours(-1)))).isFalse();
        assertThat(quiet.repeats(flush(3, ofMinutes(-55)))).isTrue();
    }

    @Test
    void groups_have_nothing_to_do_with_each_other() {
        quiet.repeats(flush(1, ofMinutes(0)));

        assertThat(quiet.repeats(flush("other", 2, ofMinutes(5), List.of(), NOTHING)))
                .isFalse();
        assertThat(quiet.repeats(flush(2, ofMinutes(5)))).isTrue();
    }

    @Test
    void the_oldest_are_forgotten() {
        quiet.repeats(flush("gone", 1, ofMinutes(0), List.of(), NOTHING));
        quiet.repeats(flush(1, ofMinutes(30)));
        quiet.repeats(flush("other", 1, ofMinutes(61), List.of(), NOTHING));

        assertThat(quiet.groups()).isEqualTo(2);
    }

    private static FlushRecord flush(long number, Duration after) {
        return flush(number, after, List.of(), NOTHING);
    }

    private static FlushRecord flush(long number, Duration after, List<MemberChange> changes, Decision decision) {
        return flush("some", number, after, changes, decision);
    }

    private static FlushRecord flush(
            String name, long number, Duration after, List<MemberChange> changes, Decision decision) {
        GroupId group = new GroupId("{}/0", Labels.of("alertname", name));
        return new FlushRecord(
                START.plus(after), group, "{}", "{}:{}", "ops", number, 1, 0, changes, List.of(decision));
    }
}
