package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceOptions;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;

/** Grouped by alertname; group_wait 30 s, group_interval 5 m, repeat_interval 4 h. */
class RouterSilenceTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    private Silence set(@Nullable String id, Instant start, Instant end, Matcher... matchers) {
        SilenceRequest request =
                new SilenceRequest(id, List.of(List.of(matchers)), start, end, "ann", "maintenance", Map.of());
        return scenario.router
                .silences()
                .set(request, ChangeOrigin.PROCESS)
                .result()
                .fold(SilenceOutcome.Accepted::silence, RouterSilenceTest::fail, RouterSilenceTest::fail);
    }

    private static Silence fail(SilenceOutcome outcome) {
        throw new AssertionError(outcome);
    }

    private List<Instant> flushes() {
        return ops.delivered().stream().map(Notification::flushedAt).toList();
    }

    @Test
    void a_silence_made_while_a_group_waits_keeps_its_first_notification_back() {
        scenario.start().ruleFires(a, b);
        scenario.after(ofSeconds(29));
        scenario.silence(ofHours(1), is("i", "a"));

        scenario.after(ofSeconds(1));
        assertThat(lines(ops)).containsExactly("first notification: b /");
        assertThat(scenario.observer.count("suppressed silence 1")).isEqualTo(1);
    }

    @Test
    void when_a_silence_ends_nothing_is_sent_until_the_next_tick_of_the_group() {
        scenario.start().ruleFires(a);
        scenario.silence(ofMinutes(1), is("i", "a"));

        scenario.after(ofSeconds(30).plus(ofMinutes(5)).minusNanos(1));
        assertThat(ops.attempts()).isEmpty();
        scenario.after(ofSeconds(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(flushes()).containsExactly(START.plusSeconds(330));
    }

    @Test
    void a_silence_still_mutes_a_flush_at_the_very_instant_of_its_end() {
        scenario.start().ruleFires(a);
        scenario.silence(ofSeconds(30), is("i", "a"));

        scenario.after(ofMinutes(4));
        assertThat(ops.attempts()).isEmpty();
        scenario.after(ofMinutes(2));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_pending_silence_becomes_active_between_two_flushes() {
        scenario.start().ruleFires(a);
        set(null, START.plus(ofMinutes(3)), START.plus(ofHours(2)), is("i", "a"));
        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");

        scenario.ruleFires(b);
        scenario.after(ofHours(1));
        assertThat(lines(ops)).containsExactly("first notification: a /", "new alerts added: b /");
    }

    @Test
    void an_alert_that_comes_while_a_silence_is_pending_is_silenced_when_it_begins() {
        set(null, START.plusSeconds(10), START.plus(ofHours(1)), is("i", "a"));
        scenario.start().ruleFires(a);
        assertThat(scenario.router.silences().silencing(a, scenario.now())).isEmpty();

        scenario.after(ofMinutes(30));
        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void an_alert_that_resolved_while_silenced_before_anybody_was_told_is_never_mentioned() {
        scenario.start().ruleFires(a);
        scenario.silence(ofHours(1), is("i", "a"));
        scenario.after(ofMinutes(10)).ruleResolves(a);

        scenario.after(ofHours(5));
        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void a_resolution_under_a_silence_that_ends_by_itself_is_sent_at_the_next_tick() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.silence(ofMinutes(20), is("i", "a"));
        scenario.ruleResolves(a);

        scenario.after(ofMinutes(19));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        scenario.after(ofMinutes(6));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void all_silences_of_an_alert_are_named_and_it_is_muted_until_the_last_one_ends() {
        scenario.start().ruleFires(a);
        String byName = scenario.silence(ofMinutes(7), is("alertname", "Down"));
        String byInstance = scenario.silence(ofMinutes(2), is("i", "a"));
        scenario.silence(ofMinutes(2), is("i", "b"));

        scenario.after(ofMinutes(1));
        List<String> both = Stream.of(byName, byInstance).sorted().toList();
        assertThat(verdict()).isEqualTo(new Verdict.Muted(SuppressionReason.SILENCE, both));
        scenario.after(ofMinutes(5));
        assertThat(verdict()).isEqualTo(new Verdict.Muted(SuppressionReason.SILENCE, List.of(byName)));
        scenario.after(ofMinutes(5));
        assertThat(verdict()).isEqualTo(Verdict.PASSED);
        assertThat(flushes()).containsExactly(START.plusSeconds(630));
    }

    private Verdict verdict() {
        return scenario.router.alerts().get(0).verdict();
    }

    @Test
    void an_edit_that_changes_the_id_goes_on_muting_and_frees_what_it_no_longer_names() {
        scenario.start().ruleFires(a, b);
        Silence both = set(null, START, START.plus(ofHours(1)), is("alertname", "Down"));
        scenario.after(ofMinutes(2));
        assertThat(ops.attempts()).isEmpty();

        Silence one = set(both.id(), both.startsAt(), both.endsAt(), is("i", "a"));
        assertThat(one.id()).isNotEqualTo(both.id());
        scenario.after(ofMinutes(4));
        assertThat(lines(ops)).containsExactly("first notification: b /");
        assertThat(scenario.router.silences().silencing(a, scenario.now())).containsExactly(one.id());
    }

    @Test
    void a_longer_end_under_the_same_id_goes_on_muting() {
        scenario.start().ruleFires(a);
        Silence silence = set(null, START, START.plus(ofMinutes(2)), is("i", "a"));
        scenario.after(ofMinutes(1));
        set(silence.id(), silence.startsAt(), START.plus(ofHours(2)), is("i", "a"));

        scenario.after(ofHours(1));
        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void a_silence_shows_in_the_answer_for_an_alert_before_the_next_flush() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        String silence = scenario.silence(ofHours(1), is("i", "a"));

        assertThat(verdict()).isEqualTo(Verdict.PASSED);
        assertThat(scenario.router.silences().silencing(a, scenario.now())).containsExactly(silence);
    }

    @Test
    void silences_survive_a_crash_right_after_they_were_acknowledged() {
        scenario.start().ruleFires(a, b);
        String kept = scenario.silence(ofHours(1), is("i", "a"));
        String ended = scenario.silence(ofHours(1), is("i", "b"));
        scenario.after(ofSeconds(1));
        scenario.expire(ended);
        List<Silence> before = scenario.router.silences().list();

        scenario.crashAndRestartAfter(ofSeconds(5));
        assertThat(scenario.router.silences().list()).containsExactlyInAnyOrderElementsOf(before);
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: b /");
        assertThat(scenario.router.silences().silencing(a, scenario.now())).containsExactly(kept);
    }

    @Test
    void a_silence_that_ended_while_the_process_was_down_mutes_nothing_after_it() {
        scenario.start().ruleFires(a);
        scenario.silence(ofMinutes(2), is("i", "a"));

        scenario.after(ofMinutes(1)).crashAndRestartAfter(ofMinutes(3));
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void a_pending_silence_begins_after_a_restart_as_planned() {
        scenario.start();
        set(null, START.plus(ofMinutes(5)), START.plus(ofHours(1)), is("i", "a"));
        scenario.crashAndRestartAfter(ofMinutes(5)).ruleFires(a);

        scenario.after(ofMinutes(30));
        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void maintenance_forgets_silences_whose_retention_is_over_and_a_restart_brings_none_back() {
        SilenceOptions usual = SilenceOptions.DEFAULTS;
        scenario.options(RouterOptions.DEFAULTS.withSilences(
                new SilenceOptions(usual.names(), ofHours(1), usual.maxSilences(), usual.maxSizeBytes())));
        scenario.start();
        scenario.silence(ofMinutes(1), is("i", "a"));

        scenario.after(ofMinutes(60));
        assertThat(scenario.router.silences().list()).hasSize(1);
        scenario.after(ofMinutes(15));
        assertThat(scenario.router.silences().list()).isEmpty();
        assertThat(scenario.observer.count("silence forgotten maintenance")).isEqualTo(1);
        scenario.crashAndRestartAfter(ofMinutes(1));
        assertThat(scenario.router.silences().list()).isEmpty();
    }

    @Test
    void an_alert_that_leaves_the_table_is_forgotten_by_silences_as_well() {
        scenario.start().ruleFires(a);
        scenario.silence(ofMinutes(1), is("i", "b"));
        scenario.after(ofMinutes(1));
        assertThat(scenario.router.silences().figures().knownAlerts()).isEqualTo(1);

        scenario.ruleResolves(a);
        scenario.after(ofHours(1));
        assertThat(scenario.router.silences().figures().knownAlerts()).isZero();
    }

    @Test
    void a_clock_that_jumps_ahead_and_back_loses_no_silence_within_its_retention() {
        scenario.start().ruleFires(a);
        scenario.silence(ofHours(10), is("i", "a"));
        scenario.jumpWallClock(Duration.ofDays(3));
        scenario.after(ofMinutes(20));
        int sentMeanwhile = ops.attempts().size();

        scenario.jumpWallClock(Duration.ofDays(-3));
        scenario.after(ofHours(9));
        assertThat(scenario.router.silences().silencing(a, scenario.now())).hasSize(1);
        assertThat(ops.attempts()).hasSize(sentMeanwhile);
    }
}
