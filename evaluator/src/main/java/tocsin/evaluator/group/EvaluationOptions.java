package tocsin.evaluator.group;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.send.GeneratorUrl;
import tocsin.model.Labels;

/**
 * What the command line says about evaluation.
 *
 * @param interval of groups that name none
 * @param queryOffset of groups that name none
 * @param evalDelay of groups of vmalert's dialect that name neither {@code eval_delay} nor {@code eval_offset}
 * @param queryTimeout of one query; an interval that is shorter bounds it further
 * @param resendDelay a firing alert is sent again at the first slot strictly later than this after the last time
 * @param errorAlertAfter how long a rule fails before {@code RuleEvaluationFailing} fires; zero turns that alert off
 * @param externalLabels for templates; {@link tocsin.evaluator.send.ExternalLabelSink} adds them to what is sent
 * @param externalUrl where a person opens the data source; kept as {@link GeneratorUrl#base}
 * @param forRestore how {@code for} is restored from the data source where there is no own state; null for never
 */
public record EvaluationOptions(
        Duration interval,
        Duration queryOffset,
        Duration evalDelay,
        Duration queryTimeout,
        Duration resendDelay,
        Duration errorAlertAfter,
        Labels externalLabels,
        String externalUrl,
        @Nullable ForRestoreOptions forRestore) {
    public EvaluationOptions {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(queryOffset, "queryOffset");
        Objects.requireNonNull(evalDelay, "evalDelay");
        Objects.requireNonNull(queryTimeout, "queryTimeout");
        Objects.requireNonNull(resendDelay, "resendDelay");
        Objects.requireNonNull(errorAlertAfter, "errorAlertAfter");
        Objects.requireNonNull(externalLabels, "externalLabels");
        externalUrl = GeneratorUrl.base(externalUrl);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("interval must be at least 1ms: " + interval);
        }
        if (queryTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("queryTimeout must be at least 1ms: " + queryTimeout);
        }
    }

    /** Restores nothing from the data source. */
    public EvaluationOptions(
            Duration interval,
            Duration queryOffset,
            Duration evalDelay,
            Duration queryTimeout,
            Duration resendDelay,
            Duration errorAlertAfter,
            Labels externalLabels,
            String externalUrl) {
        this(
                interval,
                queryOffset,
                evalDelay,
                queryTimeout,
                resendDelay,
                errorAlertAfter,
                externalLabels,
                externalUrl,
                null);
    }

    /** The defaults of {@code tocsin run}. */
    public static EvaluationOptions defaults() {
        return new EvaluationOptions(
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Labels.empty(),
                "http://localhost:9090");
    }
}
