package tocsin.server.rulegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlert.State;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleHealth;
import tocsin.evaluator.group.RuleRecord;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.Kind;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.evaluator.group.RuleRecordLog;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.explain.Effect;
import tocsin.router.explain.Finding;
import tocsin.router.explain.HistorySource;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFileReader;
import tocsin.rules.RuleGroup;
import tocsin.server.api.RuleGate;
import tocsin.state.history.MemoryRecordLog;
import tocsin.state.history.RecordLog;

class EvaluatedRulesTest {
    private static final HistorySource.Offload HERE = new HistorySource.Offload() {
        @Override
        public <T> Future<T> run(Supplier<T> work) {
            return Future.succeededFuture(work.get());
        }
    };

    private static final Instant SLOT = Instant.parse("2026-03-01T03:00:00Z");
    private static final Instant NOW = SLOT.plusSeconds(10);
    private static final Labels DOWN = Labels.of("alertname", "Down", "instance", "a");
    private static final Labels EXTERNAL = Labels.of("cluster", "eu");

    private final RecordLog log = new MemoryRecordLog(100, 1 << 20);
    private final RuleRecordLog records = new RuleRecordLog(log, EXTERNAL);
    private final RuleGroup group = group();
    private final RuleName rule = new RuleName(group.id(), "Down");

    private static RuleGroup group() {
        Problems problems = new Problems("f.yml");
        var read =
                new RuleFileReader(RuleFileOptions.of(RuleDialect.PROMETHEUS)).read(new Source("f.yml", """
                        groups:
                        - name: g
                          interval: 1m
                          rules:
                          - alert: Down
                            expr: up == 0
                            for: 90s
                            keep_firing_for: 5m
                        """), problems);
        return Objects.requireNonNull(read).groups().get(0);
    }

    private Finding now(State state, @Nullable Instant kept, @Nullable Instant unknownSince) {
        ActiveAlert alert = new ActiveAlert(
                DOWN,
                Annotations.empty(),
                1,
                state,
                SLOT,
                state == State.PENDING ? null : SLOT.plusSeconds(120),
                state == State.INACTIVE ? SLOT.plusSeconds(180) : null,
                kept,
                null,
                null);
        RuleSnapshot snapshot = new RuleSnapshot(
                group.rules().get(0),
                unknownSince == null ? RuleHealth.OK : RuleHealth.ERR,
                unknownSince == null ? null : "503",
                unknownSince,
                SLOT,
                Duration.ZERO,
                List.of(),
                List.of(),
                ActiveAlerts.of(List.of(alert)));
        GroupSnapshot all =
                new GroupSnapshot(group, Duration.ofMinutes(1), Duration.ZERO, SLOT, Duration.ZERO, List.of(snapshot));
        return new EvaluatedRules(() -> List.of(all), log, HERE, EXTERNAL)
                .now(DOWN.toBuilder().set("cluster", "eu").build(), NOW);
    }

    private Finding nowAt(Instant now, Labels external, Labels sent) {
        ActiveAlert alert =
                new ActiveAlert(DOWN, Annotations.empty(), 1, State.PENDING, SLOT, null, null, null, null, null);
        RuleSnapshot snapshot = new RuleSnapshot(
                group.rules().get(0),
                RuleHealth.OK,
                null,
                null,
                SLOT,
                Duration.ZERO,
                List.of(),
                List.of(),
                ActiveAlerts.of(List.of(alert)));
        GroupSnapshot all =
                new GroupSnapshot(group, Duration.ofMinutes(1), Duration.ZERO, SLOT, Duration.ZERO, List.of(snapshot));
        return new EvaluatedRules(() -> List.of(all), log, HERE, external).now(sent, now);
    }

    @Test
    void an_alert_that_is_pending_for_longer_than_it_should_fires_at_the_next_evaluation() {
        Finding told = nowAt(
                SLOT.plusSeconds(600),
                EXTERNAL,
                DOWN.toBuilder().set("cluster", "eu").build());

        assertThat(told.text())
                .contains("it fires at the next evaluation (for 1m30s) if the expression still holds then");
        assertThat(told.effect()).isEqualTo(Effect.WAITS);
        assertThat(told.until()).isNull();
    }

    @Test
    void an_alert_that_has_one_of_the_external_labels_itself_is_found() {
        Labels external = Labels.of("instance", "a", "replica", "1");
        Labels sent = DOWN.toBuilder().set("replica", "1").build();

        assertThat(nowAt(NOW, external, sent).effect()).isEqualTo(Effect.WAITS);
        new RuleRecordLog(log, external)
                .record(new RuleRecord.AlertsChanged(SLOT, rule, List.of(new AlertChange(DOWN, Kind.PENDING, 1))));
        assertThat(new EvaluatedRules(List::of, log, HERE, external)
                        .at(sent, NOW)
                        .result()
                        .text())
                .contains("became pending");
    }

    private Finding at(Instant at) {
        return new EvaluatedRules(List::of, log, HERE, EXTERNAL).at(DOWN, at).result();
    }

    private void changed(Instant at, Kind kind) {
        records.record(new RuleRecord.AlertsChanged(at, rule, List.of(new AlertChange(DOWN, kind, 1))));
    }

    @Test
    void a_pending_alert_says_at_which_slot_it_will_fire() {
        Finding told = now(State.PENDING, null, null);

        assertThat(told.text())
                .isEqualTo("Down of f.yml;g: pending since 03:00:00Z, value 1; it fires at 03:02:00Z (for 1m30s) if the"
                        + " expression still holds then; last evaluated at 03:00:00Z");
        assertThat(told.effect()).isEqualTo(Effect.WAITS);
        assertThat(told.until()).isEqualTo(SLOT.plusSeconds(120));
    }

    @Test
    void a_firing_alert_says_what_keeps_it_and_that_its_rule_fails() {
        assertThat(now(State.FIRING, null, null).text())
                .isEqualTo("Down of f.yml;g: fires since 03:02:00Z, value 1; last evaluated at 03:00:00Z");
        assertThat(now(State.FIRING, SLOT.plusSeconds(240), null).text())
                .contains("the expression does not hold since 03:04:00Z, and keep_firing_for keeps it until 03:09:00Z");
        assertThat(now(State.FIRING, null, SLOT.plusSeconds(300)).text())
                .contains("the rule cannot be evaluated since 03:05:00Z (503), and its alerts stay as they are");
    }

    @Test
    void a_resolved_alert_says_when() {
        assertThat(now(State.INACTIVE, null, null).text()).contains("resolved at 03:03:00Z");
    }

    @Test
    void an_alert_of_no_rule_says_so() {
        assertThat(new EvaluatedRules(List::of, log, HERE, EXTERNAL).now(DOWN, NOW))
                .isEqualTo(RuleGate.NO_RULE);
    }

    @Test
    void the_past_is_told_from_the_last_record_before() {
        changed(SLOT, Kind.PENDING);
        changed(SLOT.plusSeconds(120), Kind.FIRING);
        records.record(new RuleRecord.Failing(SLOT.plusSeconds(180), rule, "503"));
        records.record(new RuleRecord.Recovered(SLOT.plusSeconds(300), rule, SLOT.plusSeconds(180)));
        changed(SLOT.plusSeconds(360), Kind.RESOLVED);

        assertThat(at(SLOT.minusSeconds(1)).effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(at(SLOT.plusSeconds(60)).text())
                .isEqualTo("Down of f.yml;g: it became pending at 03:00:00Z, value 1");
        assertThat(at(SLOT.plusSeconds(200)).text())
                .isEqualTo("Down of f.yml;g: it began to fire at 03:02:00Z, value 1; the rule could not be evaluated"
                        + " from 03:03:00Z on (503), and its alerts stayed as they were");
        assertThat(at(SLOT.plusSeconds(310)).text()).endsWith("it began to fire at 03:02:00Z, value 1");
        assertThat(at(SLOT.plusSeconds(400)).text()).contains("it was resolved at 03:06:00Z");
    }
}
