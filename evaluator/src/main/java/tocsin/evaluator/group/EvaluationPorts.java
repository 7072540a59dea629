package tocsin.evaluator.group;

import java.util.Objects;
import java.util.function.LongSupplier;
import tocsin.evaluator.query.Datasource;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.template.TextExpander;
import tocsin.state.StateStore;
import tocsin.time.Clock;

/**
 * The world outside the evaluator. Groups run on several contexts and share these.
 *
 * @param nanoTime monotonic nanoseconds: for durations in metrics and the API, and to notice that the wall clock was set
 */
public record EvaluationPorts(
        Datasource datasource,
        AlertSink alerts,
        SeriesSink series,
        TextExpander texts,
        StateStore store,
        Clock clock,
        LongSupplier nanoTime,
        EvaluationObserver observer,
        RuleDecisions decisions) {
    public EvaluationPorts {
        Objects.requireNonNull(datasource, "datasource");
        Objects.requireNonNull(alerts, "alerts");
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(texts, "texts");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(nanoTime, "nanoTime");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(decisions, "decisions");
    }

    /** Keeps no record of what rules decide. */
    public EvaluationPorts(
            Datasource datasource,
            AlertSink alerts,
            SeriesSink series,
            TextExpander texts,
            StateStore store,
            Clock clock,
            LongSupplier nanoTime,
            EvaluationObserver observer) {
        this(datasource, alerts, series, texts, store, clock, nanoTime, observer, RuleDecisions.NONE);
    }
}
