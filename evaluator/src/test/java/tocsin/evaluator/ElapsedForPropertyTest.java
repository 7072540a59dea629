package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.MemoryStateStore;

/**
 * Whatever is done to the clock and the process, an alert fires when its {@code for} has passed, and not before; and when it is
 * left alone after that, a {@code for} later at the latest. Only a clock that is set ahead while nobody looks cannot be told
 * from a downtime. What is done and undone to the clock alone leaves all times as they were.
 */
final class ElapsedForPropertyTest {
    private static final Duration HOLD = ofMinutes(30);

    private final RestartedRules rules = restarted();
    /** By how much a downtime may have looked longer than it was. */
    private Duration excuse = ZERO;

    private Duration setAheadUnseen = ZERO;
    /** When a clock that was set ahead is noticed at the latest. */
    private Duration noticed = ZERO;

    private static RestartedRules restarted() {
        MemoryStateStore store = new MemoryStateStore();
        return new RestartedRules(answers -> store);
    }

    @Property(tries = 100)
    void for_is_never_shorter_than_the_time_that_passed(
            @ForAll @Size(max = 8) List<@IntRange(max = 7) Integer> events,
            @ForAll @Size(value = 8) List<@IntRange(min = 1, max = 7_000) Integer> seconds) {
        rules.series("down", "a").start(group(0));
        rules.advance(ofSeconds(31));
        Duration begun = ofSeconds(30);

        for (int i = 0; i < events.size(); i++) {
            happens(events.get(i), ofSeconds(seconds.get(i)), i + 1);
            assertNotEarly(begun);
        }
        Duration alone = rules.elapsed();
        while (rules.alerts("Down").firing() == 0) {
            rules.advance(ofSeconds(10));
            assertNotEarly(begun);
            assertThat(rules.elapsed()).isLessThanOrEqualTo(alone.plus(HOLD).plus(ofMinutes(3)));
        }
    }

    private void assertNotEarly(Duration begun) {
        if (rules.alerts("Down").firing() > 0) {
            assertThat(rules.elapsed()).isGreaterThanOrEqualTo(begun.plus(HOLD).minus(excuse));
        }
    }

    private void happens(int event, Duration time, int number) {
        Duration some = time.dividedBy(10);
        switch (event) {
            case 0 -> rules.advance(some);
            case 1 -> ahead(time);
            case 2 -> rules.clock(time.negated());
            case 3 -> {
                die();
                rules.advance(some).start(group(0));
            }
            case 4 -> {
                die();
                rules.clock(time.negated()).start(group(0));
            }
            case 5 -> rules.reload(group(number));
            case 6 -> rules.writes();
            default -> {
                die();
                rules.clock(time).start(group(0));
                rules.clock(time.negated());
                setAheadUnseen = setAheadUnseen.plus(time);
            }
        }
    }

    /** A clock that is set ahead just before the end is one that is set ahead while nobody looks. */
    private void die() {
        if (rules.elapsed().compareTo(noticed) < 0) {
            rules.advance(noticed.minus(rules.elapsed()));
        }
        rules.kill();
    }

    /** May undo what put a clock right that was set ahead unseen. */
    private void ahead(Duration time) {
        rules.clock(time);
        noticed = rules.elapsed().plusSeconds(61);
        excuse = setAheadUnseen;
    }

    @Property(tries = 60)
    void what_is_done_and_undone_to_the_clock_leaves_every_alert_as_it_was(
            @ForAll @Size(max = 4) List<@IntRange(max = 7) Integer> before,
            @ForAll @Size(max = 6) List<@IntRange(min = -7_000, max = 7_000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 300) int between,
            @ForAll boolean reloads) {
        rules.series("kept", "a").start(group(0));
        rules.advance(ofMinutes(3)).series("down", "a").advance(ofMinutes(3));
        for (int i = 0; i < before.size(); i++) {
            happens(before.get(i), ofSeconds(600 + 300 * i), i + 1);
        }
        rules.advance(ofMinutes(3));
        ActiveAlert firing = rules.alert("Kept");
        ActiveAlert pending = rules.alert("Long");

        int sum = 0;
        for (int step : steps) {
            rules.clock(ofSeconds(step)).advance(ofSeconds(between));
            sum += step;
            if (reloads) {
                rules.reload(group(1000 + sum));
            }
        }
        rules.clock(ofSeconds(-sum)).advance(ofMinutes(3));

        assertThat(rules.alert("Kept").firedAt()).isEqualTo(firing.firedAt());
        assertThat(rules.alert("Kept").activeAt()).isEqualTo(firing.activeAt());
        assertThat(rules.alert("Long").activeAt()).isEqualTo(pending.activeAt());
    }

    private static RuleGroup group(int edition) {
        Map<String, String> version = Map.of("version", "v" + edition);
        AlertingRule down = new AlertingRule("Down", RuleExpression.unparsed("down"), HOLD, ZERO, Map.of(), version);
        AlertingRule later =
                new AlertingRule("Long", RuleExpression.unparsed("down"), ofDays(9), ZERO, Map.of(), version);
        AlertingRule kept = new AlertingRule("Kept", RuleExpression.unparsed("kept"), ZERO, ZERO, Map.of(), version);
        return new RuleGroup(
                "rules.yml",
                "g",
                ofMinutes(1),
                null,
                0,
                List.of(down, later, kept),
                new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of()));
    }
}
