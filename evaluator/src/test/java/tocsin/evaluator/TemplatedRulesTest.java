package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.group.RuleHealth;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.RecordingSink;
import tocsin.evaluator.template.Expanders;
import tocsin.evaluator.template.ExpansionLimits;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;
import tocsin.rules.VmalertExtras;
import tocsin.rules.template.TemplateDialect;
import tocsin.state.MemoryStateStore;
import tocsin.time.SimulatedTime;

/** Rules whose labels and annotations are templates, in virtual time. Slots are full minutes. */
final class TemplatedRulesTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:30Z");
    private static final Instant FIRST_SLOT = Instant.parse("2026-01-02T03:01:00Z");
    private static final Duration MINUTE = ofMinutes(1);
    private static final String ERROR = "<error expanding template: error executing template __alert_Down: ";

    private final SimulatedTime time = new SimulatedTime(START);
    private final FakeDatasource datasource = new FakeDatasource();
    private final RecordingSink sink = new RecordingSink();
    private RuleEngine engine = engine(TemplateDialect.PROMETHEUS);

    @BeforeEach
    void a_rule_that_is_true() {
        datasource.answer("down", sample("a", 3));
    }

    @Test
    void an_annotation_has_the_value_of_every_slot() {
        start(rule(Map.of(), Map.of("summary", "{{ $labels.instance }} has {{ $value }}")));

        time.advanceTo(FIRST_SLOT);
        assertThat(annotation("summary")).isEqualTo("a has 3");
        datasource.answer("down", sample("a", 4.5));
        time.advance(MINUTE);
        assertThat(annotation("summary")).isEqualTo("a has 4.5");
    }

    @Test
    void a_query_of_a_template_is_asked_at_every_slot_and_for_the_slot_itself() {
        datasource.answer("others", sample("b", 1));
        start(new RuleGroup(
                "rules.yml",
                "g",
                MINUTE,
                ofSeconds(10),
                0,
                List.of(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }} more"))),
                fullMinutes()));

        time.advanceTo(FIRST_SLOT);
        assertThat(annotation("summary")).isEqualTo("1 more");
        datasource.answer("others", sample("b", 1), sample("c", 1));
        time.advance(MINUTE);

        assertThat(annotation("summary")).isEqualTo("2 more");
        assertThat(datasource.queries)
                .extracting(Query::expression, Query::time)
                .containsExactly(
                        tuple("down", FIRST_SLOT.minus(ofSeconds(10))),
                        tuple("others", FIRST_SLOT),
                        tuple("down", FIRST_SLOT.plus(ofSeconds(50))),
                        tuple("others", FIRST_SLOT.plus(MINUTE)));
    }

    @Test
    void a_slow_query_delays_the_rule_and_nothing_else() {
        datasource.answerAfter(ofSeconds(20), time, "others", sample("b", 1));
        RuleGroup other = new RuleGroup(
                "rules.yml", "other", MINUTE, null, 0, List.of(alert("Quick", Map.of(), Map.of())), fullMinutes());
        RuleGroup slow = group(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }}")));
        engine.start(new RuleSet(List.of(slow, other)), List.of());

        time.advanceTo(FIRST_SLOT);
        assertThat(names()).containsExactly("Quick");
        time.advance(ofSeconds(20));

        assertThat(names()).containsExactly("Down");
        assertThat(annotation("summary")).isEqualTo("1");
        assertThat(snapshot("Down").evaluationTime()).isEqualTo(ofSeconds(20));
    }

    @Test
    void a_failing_query_of_a_template_is_in_the_text_and_the_alert_fires() {
        datasource.fail("others", QueryFailure.Kind.UNREACHABLE, "connection refused");
        start(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }}", "other", "fine")));

        time.advanceTo(FIRST_SLOT);

        assertThat(names()).containsExactly("Down");
        assertThat(annotation("summary")).startsWith(ERROR).endsWith("error calling query: connection refused>");
        assertThat(annotation("other")).isEqualTo("fine");
        RuleSnapshot rule = snapshot("Down");
        assertThat(rule.health()).isEqualTo(RuleHealth.OK);
        assertThat(rule.lastError()).isNull();
        assertThat(rule.warnings())
                .singleElement()
                .asString()
                .startsWith("annotation \"summary\": error executing template __alert_Down: ");
    }

    @Test
    void a_query_of_a_template_that_never_ends_is_given_up_and_the_alert_fires() {
        datasource.hang("others");
        start(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }}")));

        time.advance(ofSeconds(30 + 30).plus(ofMillis(100)));

        assertThat(names()).containsExactly("Down");
        assertThat(annotation("summary"))
                .startsWith(ERROR)
                .endsWith("error calling query: no answer in the time that the rule has for its query>");
    }

    @Test
    void a_reload_waits_for_the_expansion_and_the_alert_goes_on() {
        datasource.answerAfter(ofSeconds(20), time, "others", sample("b", 1));
        start(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }}")));
        time.advanceTo(FIRST_SLOT.plus(ofSeconds(5)));

        Future<Void> applied = engine.apply(new RuleSet(List.of(group(rule(Map.of(), Map.of("summary", "new"))))));
        time.settle();
        assertThat(applied.isComplete()).isFalse();
        time.advance(ofSeconds(15));

        assertThat(applied.succeeded()).isTrue();
        assertThat(annotation("summary")).isEqualTo("1");
        time.advance(MINUTE);
        assertThat(annotation("summary")).isEqualTo("new");
        assertThat(snapshot("Down").alerts().active())
                .singleElement()
                .satisfies(alert -> assertThat(alert.activeAt()).isEqualTo(FIRST_SLOT));
    }

    @Test
    void what_is_expanded_after_the_end_is_sent_to_nobody() {
        datasource.answerAfter(ofSeconds(20), time, "others", sample("b", 1));
        start(rule(Map.of(), Map.of("summary", "{{ query \"others\" | len }}")));
        time.advanceTo(FIRST_SLOT.plus(ofSeconds(5)));

        engine.close();
        time.advance(MINUTE);

        assertThat(sink.sent).isEmpty();
    }

    @Test
    void a_label_that_cannot_be_expanded_is_part_of_the_identity() {
        datasource.fail("team", QueryFailure.Kind.UNAVAILABLE, "starting");
        start(rule(Map.of("team", "{{ query \"team\" | first | label \"name\" }}"), Map.of()));
        time.advanceTo(FIRST_SLOT);
        datasource.answer("team", new Sample(Labels.of("name", "web"), 1));
        time.advance(MINUTE);

        assertThat(sink.sent)
                .extracting(sent -> sent.alert().labels().getOrEmpty("team").startsWith(ERROR)
                        + " "
                        + (sent.alert().endsAt() == null ? "firing" : "resolved"))
                .containsExactlyInAnyOrder("true firing", "true resolved", "false firing");
    }

    @Test
    void a_label_whose_query_goes_unanswered_does_not_end_the_alert_that_fires() {
        datasource.answer("team", new Sample(Labels.of("name", "web"), 1));
        start(rule(Map.of("team", "{{ query \"team\" | first | label \"name\" }}"), Map.of()));
        time.advanceTo(FIRST_SLOT);
        datasource.fail("team", QueryFailure.Kind.UNAVAILABLE, "overloaded");
        time.advance(MINUTE);

        RuleSnapshot rule = snapshot("Down");
        assertThat(rule.health()).isEqualTo(RuleHealth.ERR);
        assertThat(rule.lastError()).isEqualTo("a query in the template of a label: overloaded");
        assertThat(rule.unknownSince()).isEqualTo(FIRST_SLOT.plus(MINUTE));
        assertThat(rule.alerts().active())
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.labels().getOrEmpty("team")).isEqualTo("web"));
        assertThat(sink.sent)
                .allSatisfy(sent -> assertThat(sent.alert().endsAt()).isNull());

        datasource.answer("team", new Sample(Labels.of("name", "web"), 1));
        time.advance(MINUTE);
        assertThat(snapshot("Down").health()).isEqualTo(RuleHealth.OK);
        assertThat(snapshot("Down").alerts().active())
                .singleElement()
                .satisfies(alert -> assertThat(alert.activeAt()).isEqualTo(FIRST_SLOT));
    }

    @Test
    void a_label_that_has_no_time_left_behind_a_slow_answer_does_not_end_the_alert_that_fires() {
        datasource.answer("team", new Sample(Labels.of("name", "web"), 1));
        start(rule(
                Map.of("a", "{{ query \"team\" | first | label \"name\" }}", "b", "{{ $labels.instance }}"), Map.of()));
        time.advanceTo(FIRST_SLOT);
        datasource.answerAfter(ofMillis(30_050), time, "team", new Sample(Labels.of("name", "web"), 1));
        time.advance(MINUTE.plus(ofSeconds(31)));

        assertThat(snapshot("Down").health()).isEqualTo(RuleHealth.ERR);
        assertThat(snapshot("Down").alerts().active())
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels().getOrEmpty("b")).isEqualTo("a"));
    }

    @Test
    void a_label_whose_query_is_wrong_is_part_of_the_identity_also_while_the_alert_fires() {
        datasource.answer("team", new Sample(Labels.of("name", "web"), 1));
        start(rule(Map.of("team", "{{ query \"team\" | first | label \"name\" }}"), Map.of()));
        time.advanceTo(FIRST_SLOT);
        datasource.fail("team", QueryFailure.Kind.EXECUTION, "many-to-many");
        time.advance(MINUTE);

        assertThat(snapshot("Down").health()).isEqualTo(RuleHealth.OK);
        assertThat(snapshot("Down").alerts().active())
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.labels().getOrEmpty("team")).startsWith(ERROR));
    }

    @Test
    void samples_that_end_with_the_same_labels_fail_the_rule() {
        datasource.answer("down", sample("a", 1), sample("b", 1));
        start(rule(Map.of("instance", "{{ \"same\" }}"), Map.of()));

        time.advanceTo(FIRST_SLOT);

        assertThat(snapshot("Down").lastError())
                .isEqualTo("vector contains metrics with the same labelset after applying alert labels");
    }

    @Test
    void a_pending_alert_has_its_texts() {
        start(new AlertingRule(
                "Down",
                RuleExpression.unparsed("down"),
                ofMinutes(5),
                ZERO,
                Map.of(),
                Map.of("summary", "{{ $labels.instance }}")));

        time.advanceTo(FIRST_SLOT);

        assertThat(snapshot("Down").alerts().active())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.annotations().getOrEmpty("summary")).isEqualTo("a"));
    }

    @Test
    void external_labels_and_the_external_url_are_known_without_its_secrets() {
        start(rule(Map.of(), Map.of("summary", "{{ $externalLabels.cluster }} {{ $externalURL }} {{ pathPrefix }}")));

        time.advanceTo(FIRST_SLOT);

        assertThat(annotation("summary")).isEqualTo("eu https://prometheus.example/pre /pre");
    }

    @Test
    void in_vmalerts_dialect_a_template_that_fails_is_the_rules_error_and_its_alert_fires() {
        engine = engine(TemplateDialect.VMALERT);
        start(rule(Map.of(), Map.of("summary", "{{ first (query \"nothing\") }}")));

        time.advanceTo(FIRST_SLOT);

        assertThat(annotation("summary"))
                .startsWith("error evaluating template: ")
                .contains("vector with no elements");
        assertThat(snapshot("Down").health()).isEqualTo(RuleHealth.ERR);
        assertThat(snapshot("Down").lastError()).startsWith("annotation \"summary\": error evaluating template: ");
        assertThat(snapshot("Down").unknownSince()).isNull();
    }

    @Test
    void in_vmalerts_dialect_an_annotation_knows_since_when_the_alert_is_active() {
        engine = engine(TemplateDialect.VMALERT);
        start(rule(Map.of(), Map.of("summary", "{{ $activeAt }}")));

        time.advanceTo(FIRST_SLOT);
        assertThat(annotation("summary")).isEqualTo("2026-01-02 03:01:00 +0000 UTC");
        time.advance(MINUTE);
        assertThat(annotation("summary")).isEqualTo("2026-01-02 03:01:00 +0000 UTC");
    }

    private RuleEngine engine(TemplateDialect dialect) {
        EvaluationOptions defaults = EvaluationOptions.defaults();
        EvaluationOptions options = new EvaluationOptions(
                defaults.interval(),
                defaults.queryOffset(),
                defaults.evalDelay(),
                defaults.queryTimeout(),
                defaults.resendDelay(),
                ZERO,
                Labels.of("cluster", "eu"),
                "https://user:secret@prometheus.example/pre/");
        ExpansionLimits limits = ExpansionLimits.defaults(
                () -> Duration.between(START, time.now()).toNanos());
        EvaluationPorts ports = new EvaluationPorts(
                datasource,
                sink,
                SeriesSink.NO_TARGET,
                Expanders.of(dialect, limits, ExpansionObserver.NONE),
                new MemoryStateStore(),
                time,
                time::nanoTime,
                EvaluationObserver.NONE);
        return new RuleEngine(options, ports, time, group -> time);
    }

    private void start(Rule rule) {
        start(group(rule));
    }

    private void start(RuleGroup group) {
        assertThat(engine.start(new RuleSet(List.of(group)), List.of()).succeeded())
                .isTrue();
    }

    private List<String> names() {
        return sink.take().stream().map(sent -> sent.alert().name()).toList();
    }

    private String annotation(String name) {
        return snapshot("Down").alerts().active().get(0).annotations().getOrEmpty(name);
    }

    private RuleSnapshot snapshot(String rule) {
        return engine.snapshots().stream()
                .flatMap(group -> group.rules().stream())
                .filter(snapshot -> snapshot.rule().name().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static RuleGroup group(Rule... rules) {
        return new RuleGroup("rules.yml", "g", MINUTE, null, 0, List.of(rules), fullMinutes());
    }

    private static VmalertExtras fullMinutes() {
        return new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());
    }

    private static Rule rule(Map<String, String> labels, Map<String, String> annotations) {
        return alert("Down", labels, annotations);
    }

    private static Rule alert(String name, Map<String, String> labels, Map<String, String> annotations) {
        return new AlertingRule(name, RuleExpression.unparsed("down"), ZERO, ZERO, labels, annotations);
    }

    private static Sample sample(String instance, double value) {
        return new Sample(Labels.of("__name__", "down", "instance", instance), value);
    }
}
