package tocsin.server.cli;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.prometheus.PrometheusDatasource;
import tocsin.evaluator.prometheus.PrometheusSettings;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.send.GeneratorUrl;
import tocsin.evaluator.template.Evaluation;
import tocsin.evaluator.template.Expansion;
import tocsin.evaluator.template.ExpansionLimits;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.evaluator.template.Failures;
import tocsin.evaluator.template.TextExpander;
import tocsin.evaluator.template.Worker;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.model.Labels;
import tocsin.rules.template.AlertFacts;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;

/**
 * Expands one text as the server expands annotations of a rule, for one sample and for now.
 *
 * @param labels of the sample
 * @param datasourceUrl null when {@code query} has nobody to ask
 */
record RuleRendering(
        TemplateDialect dialect,
        Labels labels,
        double value,
        Labels externalLabels,
        String externalUrl,
        @Nullable URI datasourceUrl) {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);
    private static final String ALERT = "render";

    RuleRendering {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(externalLabels, "externalLabels");
        Objects.requireNonNull(externalUrl, "externalUrl");
    }

    /** Blocks while the data source is asked. */
    Rendered render(String text) {
        return datasourceUrl == null
                ? expand(text, query -> nobodyToAsk()).result()
                : askingDatasource(text, datasourceUrl.toString());
    }

    private static Future<QueryResult> nobodyToAsk() {
        return Future.failedFuture(
                new QueryFailure(QueryFailure.Kind.UNREACHABLE, "nobody to ask; name a --datasource.url"));
    }

    private Rendered askingDatasource(String text, String url) {
        Vertx vertx = Vertx.vertx();
        try {
            HttpSender sender = HttpSender.open(vertx, HttpClientConfig.DEFAULT, SenderSettings.of("Tocsin"));
            PrometheusDatasource datasource = new PrometheusDatasource(vertx, sender, PrometheusSettings.of(url));
            return onContext(vertx.getOrCreateContext(), () -> expand(text, datasource::query))
                    .await(QUERY_TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (HttpConfigException | IllegalArgumentException | TimeoutException e) {
            return new Rendered("", "the data source cannot be asked: " + e.getMessage());
        } finally {
            vertx.close().await();
        }
    }

    private static <T> Future<T> onContext(Context context, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> work.get().onComplete(done));
        return done.future();
    }

    private Future<Rendered> expand(String text, Function<Query, Future<QueryResult>> ask) {
        Instant now = Instant.now();
        TextExpander expander = new TextExpander(
                RuleTemplates.of(dialect),
                Worker.INLINE,
                ExpansionLimits.defaults(System::nanoTime),
                ExpansionObserver.NONE);
        String shownUrl = GeneratorUrl.base(externalUrl);
        RuleFacts facts = new RuleFacts("", Duration.ZERO, 0, Duration.ofMinutes(1), externalLabels, shownUrl);
        AlertFacts alert = new AlertFacts(labels.fingerprint().value(), now);
        Expansion expansion = expander.begin(new Evaluation(new Query("", now, QUERY_TIMEOUT), shownUrl, ask, false));
        return expansion
                .expand(
                        expander.prepare(ALERT, "annotation", Map.of("text", text)),
                        1,
                        sample -> facts.data(dialect, labels, value, null, alert))
                .map(rows -> rendered(rows.get(0).get(0), expansion.failures().values()));
    }

    private static Rendered rendered(String text, Collection<Failures> failures) {
        return failures.stream()
                .findFirst()
                .map(failure -> new Rendered("", failure.first()))
                .orElse(new Rendered(text, null));
    }
}
