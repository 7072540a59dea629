package tocsin.evaluator.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

final class SlotsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Property
    void a_slot_is_at_most_an_interval_ago_and_slots_are_congruent(
            @ForAll @LongRange(min = 1, max = 10_000_000) long interval,
            @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long now) {
        Slots slots = Slots.of(group("g", VmalertExtras.NONE), Duration.ofMillis(interval));

        Instant slot = slots.atOrBefore(Instant.ofEpochMilli(now));

        assertThat(now - slot.toEpochMilli()).isBetween(0L, interval - 1);
        assertThat(Math.floorMod(slot.toEpochMilli(), interval)).isEqualTo(slots.offsetMillis());
    }

    @Property
    void whatever_the_clock_does_the_next_slot_is_at_most_an_interval_away_and_a_slot_taken_is_the_latest(
            @ForAll @LongRange(min = 1, max = 100_000) long interval,
            @ForAll List<@LongRange(min = -10_000_000, max = 10_000_000) Long> jumps) {
        Slots slots = new Slots(interval, interval / 3);
        Instant now = NOW;
        Schedule schedule = new Schedule(slots, now);

        for (long jump : jumps) {
            now = now.plusMillis(jump);
            assertThat(schedule.untilDue(now)).isLessThanOrEqualTo(slots.interval());
            if (!schedule.untilDue(now).isNegative() && !schedule.untilDue(now).isZero()) {
                continue;
            }
            Schedule.Due due = schedule.take(now);
            assertThat(due.slot()).isEqualTo(slots.atOrBefore(now));
            assertThat(due.missed()).isNotNegative();
            assertThat(schedule.untilDue(now)).isPositive();
        }
    }

    @Test
    void groups_of_similar_names_are_spread_over_the_interval() {
        Set<Long> tenths = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tenths.add(Slots.of(group("group-" + i, VmalertExtras.NONE), MINUTE).offsetMillis() / 6_000);
        }

        assertThat(tenths).hasSize(10);
    }

    @Test
    void an_eval_offset_takes_the_place_of_the_hash() {
        VmalertExtras extras = vmalert(Duration.ofSeconds(20), null, false);

        assertThat(Slots.of(group("g", extras), MINUTE).atOrBefore(NOW)).isEqualTo("2026-01-02T03:03:20Z");
    }

    @Test
    void vmalert_asks_a_delay_ago_and_aligned_unless_told_otherwise() {
        EvaluationOptions options = EvaluationOptions.defaults();

        assertThat(Slots.queryTime(group("g", vmalert(null, null, true)), NOW, MINUTE, options))
                .isEqualTo("2026-01-02T03:03:00Z");
        assertThat(Slots.queryTime(group("g", vmalert(null, Duration.ofSeconds(5), false)), NOW, MINUTE, options))
                .isEqualTo("2026-01-02T03:04:00.678Z");
        assertThat(Slots.queryTime(group("g", vmalert(Duration.ZERO, null, true)), NOW, MINUTE, options))
                .isEqualTo(NOW);
    }

    @Test
    void an_overrun_takes_the_latest_slot_and_counts_the_others_as_missed() {
        Schedule schedule = new Schedule(new Slots(60_000, 0), Instant.parse("2026-01-02T03:00:30Z"));
        assertThat(schedule.untilDue(Instant.parse("2026-01-02T03:00:30Z"))).isEqualTo(Duration.ofSeconds(30));

        Schedule.Due due = schedule.take(Instant.parse("2026-01-02T03:04:59Z"));

        assertThat(due).isEqualTo(new Schedule.Due(Instant.parse("2026-01-02T03:04:00Z"), 3));
        assertThat(schedule.untilDue(Instant.parse("2026-01-02T03:04:59Z"))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_clock_set_back_begins_anew_at_the_slot_of_the_new_time() {
        Schedule schedule = new Schedule(new Slots(60_000, 0), Instant.parse("2026-01-02T03:00:30Z"));
        Instant back = Instant.parse("2026-01-02T01:10:10Z");
        assertThat(schedule.untilDue(back)).isZero();

        Schedule.Due due = schedule.take(back);

        assertThat(due.slot()).isEqualTo("2026-01-02T01:10:00Z");
        assertThat(due.missed()).isZero();
        assertThat(schedule.untilDue(back)).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void after_an_evaluation_the_wait_is_at_most_an_interval_and_a_small_step_back_needs_no_new_start() {
        Schedule schedule = new Schedule(new Slots(60_000, 0), Instant.parse("2026-01-02T03:00:30Z"));
        schedule.take(Instant.parse("2026-01-02T03:01:00.005Z"));

        assertThat(schedule.sleep(Instant.parse("2026-01-02T03:01:10Z"))).isEqualTo(Duration.ofSeconds(50));
        assertThat(schedule.sleep(Instant.parse("2026-01-02T03:00:59.990Z"))).isEqualTo(MINUTE);
        assertThat(schedule.sleep(Instant.parse("2026-01-02T01:00:00Z"))).isEqualTo(MINUTE);
    }

    private static VmalertExtras vmalert(@Nullable Duration offset, @Nullable Duration delay, boolean alignment) {
        return new VmalertExtras(offset, delay, alignment, 1, Map.of(), List.of(), List.of());
    }

    private static RuleGroup group(String name, VmalertExtras extras) {
        return new RuleGroup("rules.yml", name, null, null, 0, List.of(), extras);
    }
}
