package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;

/**
 * Restores the {@code for} of a group's alerts from the data source after a start without own state, rule by rule, and writes
 * down when that is over.
 *
 * <p>As in Prometheus a rule is evaluated twice before, so that what it reads from recording rules has settled; then what is
 * pending is looked up once. Nothing waits for that: until the answer is there, and if there is none, alerts are as young as
 * this process knows. One query at a time, so that the first minutes of a start belong to evaluation. On the group's context.
 */
final class ForRestoration {
    private static final Logger LOG = LoggerFactory.getLogger(ForRestoration.class);
    private static final int SETTLED_AFTER = 2;

    private final RuleGroup group;
    private final Duration interval;
    private final ForRestoreOptions options;
    private final Labels externalLabels;
    private final EvaluationPorts ports;
    private final Lifecycle lifecycle;
    private final StateJournal journal;
    private final Deque<AlertingWork> waiting = new ArrayDeque<>();
    private ForProgress progress;
    private boolean asking;

    ForRestoration(
            RuleGroup group,
            Duration interval,
            ForRestoreOptions options,
            Labels externalLabels,
            EvaluationPorts ports,
            GroupParts parts,
            ForProgress progress) {
        this.group = group;
        this.interval = interval;
        this.options = options;
        this.externalLabels = externalLabels;
        this.ports = ports;
        this.lifecycle = parts.lifecycle();
        this.journal = parts.journal();
        this.progress = progress;
    }

    /** For a successor, which begins anew with what is not over. */
    ForProgress progress() {
        return progress;
    }

    /** A rule with a shorter {@code for} than the grace period simply starts over. */
    void add(AlertingWork rule) {
        if (progress == ForProgress.OPEN && rule.holdDuration().compareTo(options.gracePeriod()) >= 0) {
            waiting.add(rule);
        }
    }

    /** After each evaluation of the group. */
    void next() {
        if (asking || lifecycle.stopping()) {
            return;
        }
        for (Iterator<AlertingWork> rules = waiting.iterator(); rules.hasNext(); ) {
            AlertingWork rule = rules.next();
            if (rule.evaluations() >= SETTLED_AFTER) {
                rules.remove();
                if (rule.alerts().pending() > 0) {
                    ask(rule);
                    return;
                }
            }
        }
        if (waiting.isEmpty() && progress != ForProgress.WRITTEN) {
            journal.forSettled();
            progress = ForProgress.WRITTEN;
        }
    }

    private void ask(AlertingWork rule) {
        asking = true;
        Instant now = ports.clock().now();
        rule.lookUp(options.outageTolerance(), interval, now).onComplete(answer -> {
            asking = false;
            if (lifecycle.stopping()) {
                return;
            }
            if (answer.succeeded()) {
                restore(rule, answer.result());
            } else {
                notRestored(rule, answer.cause());
            }
            next();
        });
    }

    private void restore(AlertingWork rule, ForSeries series) {
        int restored = rule.restore(series, externalLabels, options.gracePeriod());
        if (restored > 0) {
            LOG.atInfo()
                    .addKeyValue("rule_group", group.id())
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("alerts", restored)
                    .log("Restored since when alerts are pending from ALERTS_FOR_STATE of the data source");
        }
    }

    private void notRestored(AlertingWork rule, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("rule_group", group.id())
                .addKeyValue("rule", rule.name())
                .addKeyValue("error", cause.getMessage())
                .log(
                        "ALERTS_FOR_STATE could not be read; `for` of pending alerts counts from when this process saw them first");
    }
}
