package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.MemoryStateStore;

/**
 * {@code for} and {@code keep_firing_for} count time that passed, whatever the wall clock does meanwhile. It begins at
 * 03:00:30 with a series that is there from the first slot on, 30 seconds later.
 */
final class ElapsedForTest {
    private static final Pattern EVENTS = Pattern.compile(" +");

    private final MemoryStateStore store = new MemoryStateStore();
    private final RestartedRules rules = new RestartedRules(answers -> store);
    private int edition;

    /** What happens: +5m passes, clock-2h jumps, kill and start, b begins another series. */
    @ParameterizedTest(name = "{0}: fires {1} to {2} minutes after the series began ({3})")
    @CsvSource(delimiter = '|', textBlock = """
            +5m                                                 | 60 |  60 | nothing happens
            +5m clock-2h                                        | 60 |  61 | set back
            +40s clock-3611s                                    | 60 |  61 | set back to the end of an interval
            +5m clock+2h                                        | 60 |  61 | set ahead
            +5m clock+30s clock+30s clock+30s                   | 60 |  61 | set ahead in small steps
            +5m clock+2h +5m clock-2h                           | 60 |  61 | set ahead and back
            +5m clock-2h +5m clock+2h                           | 60 |  61 | set back and ahead
            +5m kill +10m start                                 | 60 |  60 | a downtime counts
            +5m kill clock+2h start +5s clock-2h                | 60 |  61 | begun on a wrong clock, which is then put right
            +5m kill clock+50m start +3m clock-50m              | 60 |  61 | put right after some evaluations
            +5m kill clock+50m start b +3m kill clock-50m start | 60 |  61 | put right at the next start
            +5m kill clock+50m start b +3m clock-50m +3m kill start | 60 | 61 | put right, then begun again
            +5m write kill +10m start +5s clock-2h              | 60 |  71 | set back after a downtime, which counts no more
            +40m write kill +1m start +5s clock-2h              | 60 |  62 | the same, later
            +40m kill +1m start +5m clock-20m +5m clock+20m     | 60 |  61 | set back and ahead after a downtime
            +40m b +5m kill +10s start +1m clock+20m +1m clock-20m | 60 | 61 | the same where another alert began later
            +40m write kill clock-2h start +1m clock+2h         | 60 |  61 | begun on a clock that was behind, and put right
            +40m write kill clock-2h start +15m write kill start   | 60 | 61 | begun twice on a clock that was set back
            +40m write kill clock-2h start reload +15m write kill start | 60 | 61 | the same with a reload
            +5m kill clock-2h start +1m kill clock+2h start     | 60 |  61 | put right at the next start
            +5m kill clock-2h start +3m clock-2h                | 60 |  67 | set back while down, and again
            +5m clock-2h reload                                 | 60 |  61 | set back between two groups
            +5m write kill +10m start reload +5s clock-2h       | 60 |  71 | set back after a downtime and a reload
            +5m kill +10m start +5m clock+2h +5m clock-2h       | 60 |  61 | set ahead and back after a downtime
            +5m clock+2h reload                                 | 60 |  61 | set ahead between two groups
            +5m clock-2h reload reload                          | 60 |  61 | set back, then two reloads
            +5m clock-2h reload clock+2h reload                 | 60 |  61 | set back and ahead between groups
            """)
    void a_for_of_an_hour(String history, int earliest, int latest, String why) {
        rules.series("down", "a").start(group());
        Duration begun = ofMinutes(0).plusSeconds(30);
        play(history);

        Duration fired = untilFiring(ofMinutes(200)).minus(begun);
        assertThat(fired).as(why).isBetween(ofMinutes(earliest), ofMinutes(latest));
    }

    @ParameterizedTest(name = "{0}: ends {1} to {2} minutes after the series was gone ({3})")
    @CsvSource(delimiter = '|', textBlock = """
            +5m                                        | 30 | 30 | nothing happens
            +5m clock-2h                               | 30 | 31 | set back
            +5m clock+2h                               | 30 | 31 | set ahead
            +5m kill clock+2h start +5s clock-2h       | 30 | 31 | begun on a wrong clock, which is then put right
            """)
    void a_keep_firing_for_of_half_an_hour(String history, int earliest, int latest, String why) {
        rules.series("kept", "a").start(group());
        rules.advance(ofMinutes(3)).series("kept").advance(Duration.ofSeconds(30));
        Duration gone = rules.elapsed();
        play(history);
        while (rules.alerts("Kept").firing() > 0) {
            rules.advance(Duration.ofSeconds(1));
        }

        assertThat(rules.elapsed().minus(gone)).as(why).isBetween(ofMinutes(earliest), ofMinutes(latest));
    }

    @Test
    void what_fires_keeps_its_start_when_the_clock_is_set_ahead() {
        rules.series("kept", "a").start(group());
        play("+5m clock+2h +5m");

        assertThat(rules.alert("Kept").firedAt()).isEqualTo(RestartedRules.at("03:01:00"));
        assertThat(rules.alert("Kept").activeAt()).isEqualTo(RestartedRules.at("03:01:00"));
    }

    @Test
    void what_fires_outlives_a_clock_set_ahead_and_back() {
        rules.series("kept", "a").start(group());
        play("+5m clock+2h +5m clock-2h +5m");

        assertThat(rules.alerts("Kept").firing()).isEqualTo(1);
        assertThat(rules.alert("Kept").firedAt()).isEqualTo(RestartedRules.at("03:01:00"));
    }

    private Duration untilFiring(Duration patience) {
        Duration end = rules.elapsed().plus(patience);
        while (rules.alerts("Down").firing() == 0) {
            assertThat(rules.elapsed()).as("it fires at last").isLessThan(end);
            rules.advance(Duration.ofSeconds(1));
        }
        return rules.elapsed();
    }

    private void play(String history) {
        EVENTS.splitAsStream(history).forEach(this::happens);
    }

    private void happens(String event) {
        switch (event) {
            case "kill" -> rules.kill();
            case "start" -> rules.start(group());
            case "write" -> rules.writes();
            case "b" -> rules.series("down", "a", "b");
            case "reload" -> rules.reload(group(Map.of("summary", "text " + ++edition)));
            default -> timed(event);
        }
    }

    private void timed(String event) {
        boolean jump = event.startsWith("clock");
        String amount = jump ? event.substring("clock".length()) : event;
        Duration by = Duration.parse((amount.charAt(0) == '-' ? "-PT" : "PT") + amount.substring(1));
        if (jump) {
            rules.clock(by);
        } else {
            rules.advance(by);
        }
    }

    private static RuleGroup group() {
        return group(Map.of());
    }

    private static RuleGroup group(Map<String, String> annotations) {
        return new RuleGroup(
                "rules.yml",
                "g",
                ofMinutes(1),
                null,
                0,
                List.of(rule("Down", 60, 0, annotations), rule("Kept", 0, 30, annotations)),
                new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of()));
    }

    private static AlertingRule rule(String name, int hold, int keep, Map<String, String> annotations) {
        return new AlertingRule(
                name,
                RuleExpression.unparsed(name.toLowerCase(Locale.ROOT)),
                ofMinutes(hold),
                ofMinutes(keep),
                Map.of(),
                annotations);
    }
}
