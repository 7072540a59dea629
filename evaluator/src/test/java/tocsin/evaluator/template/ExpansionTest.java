package tocsin.evaluator.template;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;
import tocsin.time.SimulatedTime;

final class ExpansionTest {
    private static final Instant SLOT = Instant.parse("2026-01-02T03:00:00Z");
    private static final RuleFacts FACTS =
            new RuleFacts("up", Duration.ZERO, 0, Duration.ofMinutes(1), Labels.empty(), "http://p");
    private static final String ERROR = "<error expanding template: error executing template __alert_A: ";

    private final SimulatedTime time = new SimulatedTime(SLOT);
    private final FakeDatasource datasource = new FakeDatasource();
    private final List<String> counted = new ArrayList<>();
    private ExpansionLimits limits = ExpansionLimits.defaults(this::elapsed);
    private Worker worker = Worker.INLINE;
    private Query query = new Query("up", SLOT, ofSeconds(30), Map.of("k", List.of("v")), List.of("A: b"));
    private Map<String, Failures> failures = Map.of();

    @Test
    void a_text_without_a_query_is_there_at_once() {
        assertThat(expand(2, "{{ $labels.i }}").result()).containsExactly(List.of("0"), List.of("1"));
        assertThat(datasource.queries).isEmpty();
    }

    @Test
    void one_question_for_each_expression_whatever_the_number_of_series_and_texts() {
        datasource.answer("sum(x)", new Sample(Labels.empty(), 42));

        Future<List<List<String>>> expanded =
                expand(100, "{{ query \"sum(x)\" | first | value }}", "{{ $labels.i }} {{ query \"sum(x)\" | len }}");

        assertThat(expanded.result()).hasSize(100).element(7).isEqualTo(List.of("42", "7 1"));
        assertThat(datasource.queries).hasSize(1);
    }

    @Test
    void a_query_has_the_slot_the_parameters_and_the_headers_of_the_rule() {
        expand(1, "{{ query \"x\" | len }}");

        assertThat(datasource.queries)
                .containsExactly(new Query("x", SLOT, ofSeconds(30), Map.of("k", List.of("v")), List.of("A: b")));
    }

    @Test
    void a_slow_answer_is_awaited_and_what_follows_has_the_rest_of_the_time() {
        datasource.answerAfter(ofSeconds(10), time, "a", new Sample(Labels.empty(), 1));
        datasource.answerAfter(ofSeconds(10), time, "b", new Sample(Labels.empty(), 2));

        Future<List<List<String>>> expanded =
                expand(1, "{{ query \"a\" | first | value }} {{ query \"b\" | first | value }}");
        assertThat(expanded.isComplete()).isFalse();
        time.advance(ofSeconds(20));

        assertThat(expanded.result()).containsExactly(List.of("1 2"));
        assertThat(datasource.queries).extracting(Query::timeout).containsExactly(ofSeconds(30), ofSeconds(20));
    }

    @Test
    void when_the_time_is_over_the_texts_that_have_not_begun_are_errors() {
        datasource.answerAfter(ofSeconds(31), time, "a", new Sample(Labels.empty(), 1));

        Future<List<List<String>>> expanded =
                expand(1, "first", "{{ query \"a\" | first | value }}", "{{ $labels.i }}", "{{ query \"b\" }}");
        time.advance(ofSeconds(31));

        assertThat(expanded.result().get(0))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("first"),
                        second -> assertThat(second).isEqualTo("1"),
                        third -> assertThat(third).startsWith(ERROR + "no time is left"),
                        fourth -> assertThat(fourth).startsWith(ERROR + "no time is left"));
        assertThat(datasource.queries).hasSize(1);
    }

    @Test
    void a_query_that_takes_too_long_has_the_same_error_whatever_time_was_left_for_it() {
        datasource.answerAfter(ofSeconds(3), time, "slow", new Sample(Labels.empty(), 1));
        datasource.answer(
                "never",
                asked -> Future.failedFuture(new QueryFailure(
                        QueryFailure.Kind.TIMEOUT,
                        "no complete answer within %d ms"
                                .formatted(asked.timeout().toMillis()))));

        Future<List<List<String>>> late = expand(1, "{{ query \"slow\" | len }}", "{{ query \"never\" | len }}");
        Future<List<List<String>>> atOnce = expand(1, "", "{{ query \"never\" | len }}");
        time.advance(ofSeconds(3));

        assertThat(datasource.queries).extracting(Query::timeout).contains(ofSeconds(27), ofSeconds(30));
        assertThat(late.result().get(0).get(1))
                .isEqualTo(atOnce.result().get(0).get(1))
                .endsWith("error calling query: no answer in the time that the rule has for its query>");
    }

    @Test
    void a_query_without_any_time_left_has_that_error_too() {
        datasource.answerAfter(ofSeconds(30), time, "slow", new Sample(Labels.empty(), 1));

        Future<List<List<String>>> expanded = expand(1, "{{ query \"slow\" | len }} {{ query \"next\" | len }}");
        time.advance(ofSeconds(30));

        assertThat(expanded.result().get(0).get(0))
                .endsWith("error calling query: no answer in the time that the rule has for its query>");
    }

    @Test
    void a_text_that_never_ends_takes_no_more_time_than_the_rule_has() {
        long[] ticks = {0};
        limits = ExpansionLimits.defaults(() -> ticks[0]++ * 1_000_000);
        query = new Query("up", SLOT, ofSeconds(1), Map.of(), List.of());

        String endless = "{{ range 10000000 }}{{ end }}";
        List<String> texts =
                expand(1, endless, endless, "{{ $labels.i }}").result().get(0);

        assertThat(texts.get(0)).startsWith(ERROR).contains("took longer than 500 ms");
        assertThat(texts.get(1)).isEqualTo(texts.get(0));
        assertThat(texts.get(2)).startsWith(ERROR + "no time is left");
        assertThat(ticks[0]).isLessThan(1_100);
    }

    @Test
    void a_refused_query_is_the_error_of_the_texts_that_need_it_and_of_no_other() {
        datasource.fail("bad(", QueryFailure.Kind.BAD_QUERY, "parse error");

        List<String> texts =
                expand(3, "{{ query \"bad(\" }}", "{{ $labels.i }}").result().get(1);

        assertThat(texts.get(0)).startsWith(ERROR).endsWith("error calling query: parse error>");
        assertThat(texts.get(1)).isEqualTo("1");
        assertThat(datasource.queries).hasSize(1);
        assertThat(counted).containsExactly("6 texts, 3 failures");
        assertThat(failures).hasEntrySatisfying("annotation \"t0\"", failure -> {
            assertThat(failure.count()).isEqualTo(3);
            assertThat(failure.toString()).endsWith("parse error (and for 2 more)");
        });
    }

    @Test
    void a_query_made_of_another_ones_answer_is_asked_after_it() {
        datasource.answer("names", new Sample(Labels.of("n", "x"), 1), new Sample(Labels.of("n", "y"), 1));
        datasource.answer("x", new Sample(Labels.empty(), 10));
        datasource.answer("y", new Sample(Labels.empty(), 20));

        Future<List<List<String>>> expanded =
                expand(1, "{{ range query \"names\" }}{{ query .Labels.n | first | value }} {{ end }}");

        assertThat(expanded.result()).containsExactly(List.of("10 20 "));
        assertThat(datasource.queries).extracting(Query::expression).containsExactly("names", "x", "y");
    }

    @Test
    void every_series_may_have_a_query_of_its_own_and_order_is_kept() {
        IntStream.range(0, 500).forEach(i -> datasource.answer("q" + i, new Sample(Labels.empty(), i)));

        List<List<String>> expanded = expand(500, "{{ query (print \"q\" $labels.i) | first | value }}")
                .result();

        assertThat(expanded)
                .isEqualTo(IntStream.range(0, 500)
                        .mapToObj(i -> List.of(String.valueOf(i)))
                        .toList());
        assertThat(datasource.queries).hasSize(500);
    }

    @Test
    void a_thousand_queries_one_after_another_do_not_overflow_the_stack() {
        limits = limits.withQueries(5_000, 5_000);

        Future<List<List<String>>> expanded =
                expand(1, "{{ range $i := 2000 }}{{ query (print \"q\" $i) | len }}{{ end }}");

        assertThat(expanded.result()).containsExactly(List.of("0".repeat(2000)));
    }

    @ParameterizedTest(name = "{0} series, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1  | {{ range $i := 100 }}{{ query (print $i) }}{{ end }} | more than 10 different queries in one text
            90 | {{ query $labels.i }}                                | more than 50 different queries in the templates of one rule
            1  | {{ query "many" }}                                   | more than 20 series in the answers to the templates of one rule
            """)
    void there_is_a_bound(int series, String text, String reason) {
        limits = limits.withQueries(50, 10).withSamples(20);
        datasource.answer(
                "many",
                IntStream.range(0, 21)
                        .mapToObj(i -> new Sample(Labels.of("i", "x" + i), i))
                        .toArray(Sample[]::new));

        List<List<String>> expanded = expand(series, text).result();

        assertThat(expanded.get(series - 1).get(0)).startsWith(ERROR).contains(reason);
        assertThat(datasource.queries).hasSizeLessThan(60);
    }

    @Test
    void all_texts_together_have_a_bound() {
        limits = limits.withOutput(1_000);

        List<List<String>> expanded = expand(20, "{{ printf \"%100s\" \"x\" }}").result();

        assertThat(expanded.get(9).get(0)).hasSize(100);
        assertThat(expanded.get(10).get(0)).isEqualTo(ERROR + "the texts of one rule are longer than 1000 characters>");
    }

    @Test
    void very_many_texts_are_the_workers() {
        List<Integer> handedOver = new ArrayList<>();
        worker = new Worker() {
            @Override
            public <T> Future<T> compute(Supplier<T> work) {
                handedOver.add(1);
                Promise<T> later = Promise.promise();
                time.after(ofSeconds(1), () -> later.complete(work.get()));
                return later.future();
            }
        };
        limits = limits.withInlineTexts(10);

        assertThat(expand(10, "{{ $labels.i }}").isComplete()).isTrue();
        Future<List<List<String>>> many = expand(11, "{{ $labels.i }}");
        assertThat(many.isComplete()).isFalse();
        time.advance(ofSeconds(1));

        assertThat(many.result()).hasSize(11).element(10).isEqualTo(List.of("10"));
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void work_that_takes_long_goes_on_at_the_worker() {
        long[] ticks = {0};
        limits = ExpansionLimits.defaults(() -> ticks[0]++ * 1_000_000);
        List<Integer> handedOver = new ArrayList<>();
        worker = new Worker() {
            @Override
            public <T> Future<T> compute(Supplier<T> work) {
                handedOver.add(1);
                return Worker.INLINE.compute(work);
            }
        };

        List<List<String>> expanded = expand(100, "{{ $labels.i }}").result();

        assertThat(expanded).hasSize(100).element(99).isEqualTo(List.of("99"));
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void a_worker_that_refuses_fails_the_expansion() {
        worker = new Worker() {
            @Override
            public <T> Future<T> compute(Supplier<T> work) {
                return Future.failedFuture("closed");
            }
        };
        limits = limits.withInlineTexts(0);

        assertThat(expand(1, "{{ $labels.i }}").cause()).hasMessage("closed");
    }

    private Future<List<List<String>>> expand(int series, String... texts) {
        TextExpander expander = new TextExpander(
                RuleTemplates.of(TemplateDialect.PROMETHEUS),
                worker,
                limits,
                (number, failed) -> counted.add("%d texts, %d failures".formatted(number, failed)));
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            named.put("t" + i, texts[i]);
        }
        Expansion expansion = expander.begin(new Evaluation(query, "http://p", this::ask, false));
        return expansion
                .expand(
                        expander.prepare("A", "annotation", named),
                        series,
                        i -> FACTS.data(TemplateDialect.PROMETHEUS, Labels.of("i", String.valueOf(i)), i, null, null))
                .onSuccess(done -> failures = expansion.failures());
    }

    private Future<QueryResult> ask(Query asked) {
        return datasource.query(asked);
    }

    private long elapsed() {
        return Duration.between(SLOT, time.now()).toNanos();
    }
}
