package tocsin.evaluator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.model.Labels;

class PrometheusDatasourceTest {
    private static final String UP = """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1,"1"]}]}}""";
    private static final QueryResult UP_RESULT = QueryResult.of(List.of(new Sample(Labels.of("job", "a"), 1)));
    private static final Query QUERY =
            new Query("up == 1", Instant.parse("2026-01-02T03:04:05.006Z"), Duration.ofSeconds(20));

    private static Vertx vertx;

    private HttpSender sender;
    private RecordingServer first;
    private RecordingServer second;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() throws Exception {
        await(vertx.close());
    }

    @BeforeEach
    void start() throws Exception {
        sender = HttpSender.open(
                vertx,
                HttpClientConfig.DEFAULT,
                SenderSettings.of("tocsin-test").withCompressedAnswers());
        first = RecordingServer.start(vertx).answers(200, UP);
        second = RecordingServer.start(vertx).answers(200, UP);
    }

    @AfterEach
    void stop() throws Exception {
        await(sender.close());
        first.close();
        second.close();
    }

    @Test
    void the_query_goes_as_a_form_and_its_vector_comes_back() throws Exception {
        QueryResult result = await(at(first.url()).query(QUERY));

        assertThat(result).isEqualTo(UP_RESULT);
        RecordingServer.Received received = first.received.get(0);
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/api/v1/query");
        assertThat(received.query()).isEmpty();
        assertThat(received.body()).startsWith("query=up+%3D%3D+1&time=1767323045.006&timeout=");
        assertThat(received.headers())
                .containsEntry("accept", "application/json")
                .containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(received.headers().get("accept-encoding")).contains("gzip");
    }

    @Test
    void of_a_range_vector_the_newest_samples_come_back() throws Exception {
        first.answers(200, """
                {"status":"success","data":{"resultType":"matrix","result":[
                {"metric":{"job":"a"},"values":[[1767323000,"1"],[1767323040.5,"2"]]}]}}
                """);
        Query range = new Query("up[1h]", QUERY.time(), QUERY.timeout());

        assertThat(await(at(first.url()).last(range)))
                .containsExactly(new LastSample(Labels.of("job", "a"), Instant.ofEpochMilli(1_767_323_040_500L), 2));
        assertThat(first.received.get(0).body()).startsWith("query=up%5B1h%5D&time=1767323045.006&timeout=");
        assertThat(failureOf(at(first.url()).query(range)).kind()).isEqualTo(Kind.WRONG_TYPE);
    }

    @Test
    void path_and_parameters_of_the_url_are_kept_and_the_group_adds_to_them() throws Exception {
        String url =
                first.url().replace("//", "//user:pass%20word@") + "/select/0/prometheus/?extra_label=a=b&nocache=1";
        Query query = new Query(
                "up", QUERY.time(), QUERY.timeout(), Map.of("nocache", List.of("0")), List.of("X-Scope-OrgID: team"));

        await(at(url).query(query));

        RecordingServer.Received received = first.received.get(0);
        assertThat(received.path()).isEqualTo("/select/0/prometheus/api/v1/query");
        assertThat(received.query()).isEqualTo("extra_label=a%3Db&nocache=0");
        assertThat(received.headers()).containsEntry("x-scope-orgid", "team").containsKey("authorization");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"405", "501"})
    void a_proxy_that_refuses_post_gets_a_get_from_then_on(int status) throws Exception {
        first.answers((request, response) -> {
            boolean get = request.method().equals("GET");
            response.setStatusCode(get ? 200 : status).end(get ? UP : "method not allowed");
        });
        PrometheusDatasource datasource = at(first.url() + "?a=b");

        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);
        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);

        assertThat(first.received).extracting(RecordingServer.Received::method).containsExactly("POST", "GET", "GET");
        assertThat(first.received.get(1).query()).startsWith("a=b&query=up+%3D%3D+1&time=1767323045.006&timeout=");
        assertThat(first.received.get(1).body()).isEmpty();
    }

    @Test
    void a_page_that_refuses_post_for_a_while_does_not_make_it_get_for_ever() throws Exception {
        PrometheusDatasource datasource = at(first.url());
        first.answers((request, response) -> {
            boolean get = request.method().equals("GET");
            response.setStatusCode(get ? 503 : 405).end("maintenance");
        });
        assertThat(catchThrowableOfType(ExecutionException.class, () -> await(datasource.query(QUERY))))
                .hasMessageContaining("maintenance");
        first.answers(200, UP);

        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);

        assertThat(first.received).extracting(RecordingServer.Received::method).containsExactly("POST", "GET", "POST");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
    400 | {"status":"error","errorType":"bad_data","error":"parse error at char 3"} | BAD_QUERY    | parse error at char 3
    422 | {"status":"error","errorType":"execution","error":"many-to-many"}         | EXECUTION    | many-to-many
    422 | {"status":"error","errorType":"422","error":"vm"}                         | EXECUTION    | vm
    400 | {"status":"error","errorType":"400","error":"vm"}                         | BAD_QUERY    | vm
    200 | {"status":"error","errorType":"execution","error":"x"}                    | EXECUTION    | x
    200 | {"status":"error","error":"x"}                                            | UNAVAILABLE  | x
    503 | {"status":"error","errorType":"timeout","error":"query timed out"}        | TIMEOUT      | timed out
    500 | {"status":"error","errorType":"internal","error":"disk"}                  | UNAVAILABLE  | disk
    499 | {"status":"error","errorType":"canceled","error":"c"}                     | UNAVAILABLE  | canceled
    429 | {"status":"error","errorType":"too_many_requests","error":"slow"}         | UNAVAILABLE  | slow
    413 | {"status":"error","errorType":"too_large_entry","error":"big"}            | TOO_LARGE    | big
    404 | {"status":"error","errorType":"not_found","error":"n"}                    | BAD_ANSWER   | not_found
    503 | Service Unavailable                                                       | UNAVAILABLE  | answered 503: Service Unavailable
    502 | <html><h1>Bad Gateway</h1></html>                                         | UNAVAILABLE  | <h1>Bad Gateway</h1>
    401 | no org id                                                                 | UNAUTHORIZED | no org id
    403 | ``                                                                        | UNAUTHORIZED | answered 403
    404 | 404 page not found                                                        | BAD_ANSWER   | 404 page not found
    400 | <html>Request Header Too Large</html>                                     | BAD_ANSWER   | Too Large
    429 | slow down                                                                 | UNAVAILABLE  | slow down
    200 | <html>Sign in</html>                                                      | BAD_ANSWER   | <html>Sign in</html>
    200 | {"status":"success","data":{"resultType":"vector","result":[              | BAD_ANSWER   | in the middle
    204 | ``                                                                        | BAD_ANSWER   | it is empty
    200 | {"status":"success","data":{"resultType":"matrix","result":[]}}           | WRONG_TYPE   | matrix
    200 | {"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}} | UNAVAILABLE | partial
    200 | {"status":"success","warnings":["results truncated due to limit"],"data":{"resultType":"vector","result":[]}} | TOO_LARGE | limit
    """)
    void failures_are_told_apart(int status, String body, Kind kind, String message) {
        first.answers(status, body);

        QueryFailure failure = failureOf(at(first.url()).query(QUERY));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(message).hasMessageContaining(first.url());
    }

    @Test
    void a_redirect_of_the_post_is_no_answer() {
        first.answers((request, response) -> response.setStatusCode(302)
                .putHeader("Location", second.url() + "/login")
                .end());

        QueryFailure failure = failureOf(at(first.url()).query(QUERY));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("302");
        assertThat(second.received).isEmpty();
    }

    @Test
    void secrets_do_not_come_back_in_messages() {
        first.answers((request, response) ->
                response.setStatusCode(401).end("bad token tok-12345 for user:hunter22 at http://u:p@h/"));
        String url = first.url().replace("//", "//user:hunter22@") + "?key=tok-67890";
        Query query =
                new Query("up", QUERY.time(), QUERY.timeout(), Map.of(), List.of("Authorization: Bearer tok-12345"));

        QueryFailure failure = failureOf(at(url).query(query));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.toString() + failure.getCause())
                .contains("bad token <secret> for <secret>")
                .doesNotContain("tok-12345", "tok-67890", "hunter22", "u:p");
    }

    @Test
    void a_header_that_is_none_makes_a_bad_query() {
        Query query = new Query("up", QUERY.time(), QUERY.timeout(), Map.of(), List.of("X-A: b\r\nX-B: c"));

        assertThat(failureOf(at(first.url()).query(query)).kind()).isEqualTo(Kind.BAD_QUERY);
        assertThat(first.received).isEmpty();
    }

    @Test
    void a_large_answer_is_refused_while_it_arrives() {
        first.answers((request, response) -> endless(response.setChunked(true)));
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withLimits(new DecodeLimits(1 << 20, 10)));

        QueryFailure failure = failureOf(datasource.query(QUERY));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure).hasMessageContaining("--datasource.max-response-bytes");
    }

    private static void endless(HttpServerResponse response) {
        response.write(" ".repeat(64 << 10)).onSuccess(nothing -> endless(response));
    }

    @Test
    void a_data_source_that_never_answers_times_out() {
        first.answers((request, response) -> {});

        QueryFailure failure = failureOf(at(first.url()).query(new Query("up", QUERY.time(), Duration.ofMillis(300))));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void the_next_query_after_a_timeout_begins_at_the_next_url() throws Exception {
        first.answers((request, response) -> {});
        PrometheusDatasource datasource = at(first.url(), second.url());

        assertThat(failureOf(datasource.query(new Query("up", QUERY.time(), Duration.ofMillis(300))))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
    503 | Service Unavailable
    401 | no org id
    404 | not here
    200 | <html>
    200 | {"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}}
    """)
    void what_is_wrong_with_one_url_is_tried_at_the_next_which_is_remembered(int status, String body) throws Exception {
        first.answers(status, body);
        PrometheusDatasource datasource = at(first.url(), second.url());

        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);
        assertThat(await(datasource.query(QUERY))).isEqualTo(UP_RESULT);

        assertThat(first.received).hasSize(1);
        assertThat(second.received).hasSize(2);
    }

    @Test
    void a_url_that_nobody_listens_at_is_passed_over() throws Exception {
        String dead = first.url();
        first.close();
        first = RecordingServer.start(vertx);

        assertThat(await(at(dead, second.url()).query(QUERY))).isEqualTo(UP_RESULT);
        assertThat(failureOf(at(dead).query(QUERY)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"400,bad_data", "422,execution"})
    void what_is_wrong_with_the_query_is_not_tried_elsewhere(int status, String errorType) {
        first.answers(status, "{\"status\":\"error\",\"errorType\":\"" + errorType + "\",\"error\":\"e\"}");

        failureOf(at(first.url(), second.url()).query(QUERY));

        assertThat(second.received).isEmpty();
    }

    @Test
    void after_a_while_the_first_url_is_tried_again() throws Exception {
        first.answers(503, "starting");
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url(), second.url()).withFailBack(Duration.ZERO));

        await(datasource.query(QUERY));
        first.answers(200, UP);
        await(datasource.query(QUERY));
        await(datasource.query(QUERY));

        assertThat(first.received).hasSize(3);
        assertThat(second.received).hasSize(1);
    }

    @Test
    void a_connection_cut_is_tried_once_more_at_the_same_url() throws Exception {
        AtomicInteger count = new AtomicInteger();
        first.answers((request, response) -> {
            if (count.incrementAndGet() == 1) {
                response.reset();
            } else {
                response.end(UP);
            }
        });

        assertThat(await(at(first.url(), second.url()).query(QUERY))).isEqualTo(UP_RESULT);
        assertThat(first.received).hasSize(2);
        assertThat(second.received).isEmpty();
    }

    @Test
    void half_a_body_is_tried_once_more_and_then_is_no_answer() {
        first.answers((request, response) -> response.putHeader("Content-Length", "1000")
                .write(UP)
                .onSuccess(nothing -> vertx.runOnContext(later -> response.reset())));

        QueryFailure failure = failureOf(at(first.url()).query(QUERY));

        assertThat(failure.kind()).isIn(Kind.BAD_ANSWER, Kind.UNREACHABLE);
        assertThat(first.received).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"IGNORE,0", "WARN,1"})
    void a_partial_result_is_taken_only_when_the_operator_says_so(PartialResponse option, int warnings)
            throws Exception {
        first.answers(200, UP.replace("\"data\"", "\"isPartial\":true,\"data\""));
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withPartialResponse(option));

        QueryResult result = await(datasource.query(QUERY));

        assertThat(result.samples()).isEqualTo(UP_RESULT.samples());
        assertThat(result.warnings()).hasSize(warnings);
    }

    @Test
    void thanos_is_asked_for_whole_results_when_configured() throws Exception {
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withRefusePartialResponse(true));

        await(datasource.query(QUERY));

        assertThat(first.received.get(0).query()).isEqualTo("partial_response=false");
    }

    @Test
    void no_more_queries_run_at_once_than_configured_and_the_others_follow_in_order() throws Exception {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        first.answers((request, response) -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            vertx.setTimer(5, id -> {
                busy.decrementAndGet();
                response.end(UP);
            });
        });
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withMaxConcurrency(2));

        List<Future<QueryResult>> results = java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> datasource.query(new Query("q" + i, QUERY.time(), QUERY.timeout())))
                .toList();
        for (Future<QueryResult> result : results) {
            assertThat(await(result)).isEqualTo(UP_RESULT);
        }

        assertThat(most).hasValue(2);
        assertThat(first.received).hasSize(10);
    }

    @Test
    void waiting_for_a_turn_counts_against_the_timeout_and_the_queue_is_bounded() throws Exception {
        first.answers((request, response) -> {});
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx,
                sender,
                PrometheusSettings.of(first.url()).withMaxConcurrency(1).withMaxWaiting(1));
        Future<QueryResult> running = onNewContext(() -> datasource.query(QUERY));
        waitFor(() -> first.received.size() == 1);

        Future<QueryResult> waiting =
                onNewContext(() -> datasource.query(new Query("up", QUERY.time(), Duration.ofMillis(500))));
        Future<QueryResult> tooMany = onNewContext(() -> datasource.query(QUERY));

        assertThat(failureOf(Future.any(waiting, tooMany).mapEmpty())).isNotNull();
        assertThat(List.of(failureOf(waiting).kind(), failureOf(tooMany).kind()))
                .containsExactlyInAnyOrder(Kind.TIMEOUT, Kind.UNAVAILABLE);
        assertThat(first.received).hasSize(1);
        datasource.close();
        assertThat(failureOf(running).kind()).isEqualTo(Kind.CANCELED);
    }

    @Test
    void a_turn_passes_on_when_the_one_whose_it_is_has_given_up() throws Exception {
        AtomicInteger count = new AtomicInteger();
        first.answers((request, response) -> {
            if (count.incrementAndGet() > 1) {
                response.end(UP);
            }
        });
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withMaxConcurrency(1));
        Future<QueryResult> stuck = datasource.query(new Query("a", QUERY.time(), Duration.ofMillis(400)));
        Future<QueryResult> gone = datasource.query(new Query("b", QUERY.time(), Duration.ofMillis(50)));
        Future<QueryResult> last = datasource.query(QUERY);

        assertThat(failureOf(gone).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failureOf(stuck).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(await(last)).isEqualTo(UP_RESULT);
    }

    @Test
    void a_closed_data_source_answers_canceled() {
        PrometheusDatasource datasource = at(first.url());
        datasource.close();

        assertThat(failureOf(datasource.query(QUERY)).kind()).isEqualTo(Kind.CANCELED);
    }

    @Test
    void the_result_completes_on_the_context_of_the_caller() throws Exception {
        PrometheusDatasource datasource = new PrometheusDatasource(
                vertx, sender, PrometheusSettings.of(first.url()).withMaxConcurrency(1));
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        datasource.query(QUERY);

        newContext().runOnContext(nothing -> {
            Context caller = Vertx.currentContext();
            datasource.query(QUERY).onComplete(outcome -> same.complete(Vertx.currentContext() == caller));
        });

        assertThat(same.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private PrometheusDatasource at(String... urls) {
        return new PrometheusDatasource(vertx, sender, PrometheusSettings.of(urls));
    }

    private static Context newContext() throws Exception {
        CompletableFuture<Context> context = new CompletableFuture<>();
        Thread thread = new Thread(() -> context.complete(vertx.getOrCreateContext()));
        thread.start();
        return context.get(10, TimeUnit.SECONDS);
    }

    private static Future<QueryResult> onNewContext(java.util.function.Supplier<Future<QueryResult>> action)
            throws Exception {
        CompletableFuture<Future<QueryResult>> started = new CompletableFuture<>();
        newContext().runOnContext(nothing -> started.complete(action.get()));
        return started.get(10, TimeUnit.SECONDS);
    }

    private static void waitFor(java.util.function.BooleanSupplier condition) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        long timer = vertx.setPeriodic(2, id -> {
            if (condition.getAsBoolean()) {
                seen.complete(null);
            }
        });
        seen.get(10, TimeUnit.SECONDS);
        vertx.cancelTimer(timer);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static QueryFailure failureOf(Future<?> future) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> await(future));
        return (QueryFailure) failure.getCause();
    }
}
