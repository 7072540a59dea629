package tocsin.server.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.RecordingNotifier;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.model.Annotations;
import tocsin.model.Durations;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.time.SimulatedTime;

/**
 * A whole Tocsin with the world around it, in the words of a person who watches it. It is 12:00:00 when a story begins,
 * and rules are evaluated at full multiples of their interval.
 */
final class Pipeline {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant NOON = MIDNIGHT.plus(Duration.ofHours(12));

    private final SimulatedTime time = new SimulatedTime(NOON);
    private final Series series = new Series();
    private final FakeDatasource datasource = new FakeDatasource();
    private final Receivers receivers = new Receivers(time);
    private final StateStore disk = new MemoryStateStore();
    private final Configuration files = new Configuration();
    private Labels externalLabels = Labels.empty();
    private Duration wallClockAhead = Duration.ZERO;
    private Duration sinceBoot = Duration.ZERO;
    private boolean datasourceIsUp = true;
    private Function<Query, Future<QueryResult>> answer = this::atOnce;
    private @Nullable TocsinProcess process;

    /** Writes {@code rules.yml}; in force from the next start or reload on. */
    Pipeline rules(String text) {
        return rules("rules.yml", text);
    }

    Pipeline rules(String file, String text) {
        files.ruleFile(file, text);
        return this;
    }

    Pipeline withoutRules(String file) {
        files.deleteRuleFile(file);
        return this;
    }

    /** Writes {@code alertmanager.yml}; in force from the next start or reload on. */
    Pipeline routing(String text) {
        files.routing(text);
        return this;
    }

    Pipeline externalLabel(String name, String value) {
        externalLabels = externalLabels.toBuilder().set(name, value).build();
        return this;
    }

    Pipeline start() {
        Duration started = sinceBoot;
        process = new TocsinProcess(
                time,
                () -> Duration.between(NOON, time.now())
                        .minus(wallClockAhead)
                        .plus(started)
                        .toNanos(),
                datasource,
                receivers,
                disk,
                externalLabels);
        learnExpressions();
        process.start(files.rules(), files.routing());
        return this;
    }

    /** As SIGHUP does. */
    Pipeline reload() {
        learnExpressions();
        process().reload(files.rules(), files.routing());
        return this;
    }

    /** As {@code kill -9} does: only what is on disk is left. */
    Pipeline kill() {
        process().kill();
        return this;
    }

    /** As SIGTERM does. */
    Pipeline stop() {
        process().stop();
        return this;
    }

    /** A new process on the same disk, whose monotonic clock has nothing to do with that of the one before. */
    Pipeline restart() {
        sinceBoot = sinceBoot.plus(Duration.ofDays(100));
        return start();
    }

    /** @param text e.g. {@code up{instance=a}} */
    Pipeline series(String text, double value) {
        series.set(text, value);
        return this;
    }

    Pipeline noSeries(String text) {
        series.remove(text);
        return this;
    }

    Pipeline datasourceDown() {
        datasourceIsUp = false;
        datasource.down("connection refused");
        return this;
    }

    Pipeline datasourceUp() {
        datasourceIsUp = true;
        datasource.up();
        learnExpressions();
        return this;
    }

    Pipeline datasourceRefuses(String expression) {
        datasource.fail(expression, QueryFailure.Kind.BAD_QUERY, "refused");
        return this;
    }

    Pipeline datasourceAnswersAfter(String delay) {
        answer = query -> later(Durations.parse(delay), query);
        return this;
    }

    Pipeline advance(String duration) {
        time.advance(Durations.parse(duration));
        return this;
    }

    /** @param wallTime of the day on which the story began, e.g. {@code 12:03:30} */
    Pipeline until(String wallTime) {
        time.advanceTo(at(wallTime));
        return this;
    }

    Pipeline clockForward(String duration) {
        return jump(Durations.parse(duration));
    }

    Pipeline clockBack(String duration) {
        return jump(Durations.parse(duration).negated());
    }

    private Pipeline jump(Duration by) {
        wallClockAhead = wallClockAhead.plus(by);
        time.jumpWallClock(by);
        return this;
    }

    /** Timers that were due meanwhile run when the machine wakes up. */
    Pipeline suspend(String duration) {
        time.suspend(Durations.parse(duration));
        return this;
    }

    /** Somebody posts an alert that begins now and whose end is left to the resolve timeout. */
    Pipeline posted(String alert) {
        return posted(alert, null, null);
    }

    Pipeline posted(String alert, @Nullable String startsAt, @Nullable String endsAt) {
        var result = process()
                .router()
                .post(List.of(new PostedAlert(
                        Names.parse(Labels.ALERT_NAME, alert),
                        Annotations.empty(),
                        startsAt == null ? null : at(startsAt),
                        endsAt == null ? null : at(endsAt),
                        "")));
        if (!result.problems().isEmpty()) {
            throw new AssertionError(result.problems());
        }
        return this;
    }

    /** What arrived so far at any receiver, as {@code 12:03:30 team firing HighLatency{instance=a} resolved …}. */
    List<String> notifications() {
        return receivers.arrived();
    }

    /** The first webhook of a receiver, to be told how to answer. */
    RecordingNotifier receiver(String name) {
        return receiver(name, 0);
    }

    RecordingNotifier receiver(String name, int index) {
        return receivers.notifier(new IntegrationId(name, "webhook", index));
    }

    /** Pending and firing alerts as the rules see them, as {@code pending HighLatency{instance=a} since 12:01:00}. */
    List<String> activeAlerts() {
        return process().engine().snapshots().stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(rule -> rule.alerts().active().stream())
                .map(Pipeline::line)
                .toList();
    }

    private static String line(ActiveAlert alert) {
        String state = alert.isFiring() ? "firing" : "pending";
        return "%s %s since %s".formatted(state, Names.print(alert.labels()), Receivers.time(alert.activeAt()));
    }

    /** Rules that cannot be evaluated, as {@code HighLatency since 12:11:00: connection refused}. */
    List<String> failingRules() {
        return process().engine().snapshots().stream()
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.unknownSince() != null)
                .map(Pipeline::failure)
                .toList();
    }

    private static String failure(RuleSnapshot rule) {
        Instant since = Objects.requireNonNull(rule.unknownSince());
        return "%s since %s: %s".formatted(rule.rule().name(), Receivers.time(since), rule.lastError());
    }

    /** The instants about which the data source was asked this expression. */
    List<String> evaluations(String expression) {
        return datasource.queries.stream()
                .filter(query -> query.expression().equals(expression))
                .map(query -> Receivers.time(query.time()))
                .toList();
    }

    private void learnExpressions() {
        if (datasourceIsUp) {
            files.rules().groups().stream()
                    .flatMap(group -> group.rules().stream())
                    .forEach(rule -> datasource.answer(rule.expression().text(), query -> answer.apply(query)));
        }
    }

    private Future<QueryResult> atOnce(Query query) {
        return Future.succeededFuture(series.select(query.expression()));
    }

    private Future<QueryResult> later(Duration delay, Query query) {
        Promise<QueryResult> promise = Promise.promise();
        time.after(delay, () -> promise.complete(series.select(query.expression())));
        return promise.future();
    }

    private static Instant at(String timeOfDay) {
        return Instant.parse(MIDNIGHT.toString().replace("00:00:00", timeOfDay));
    }

    private TocsinProcess process() {
        return Objects.requireNonNull(process, "start first");
    }
}
