package tocsin.evaluator.send;

import io.vertx.core.Future;
import java.util.List;
import tocsin.model.Alert;
import tocsin.model.Labels;

/** Adds the external labels to alerts on their way out; a label that the alert has itself wins. */
public final class ExternalLabelSink implements AlertSink {
    private final Labels externalLabels;
    private final AlertSink next;

    private ExternalLabelSink(Labels externalLabels, AlertSink next) {
        this.externalLabels = externalLabels;
        this.next = next;
    }

    public static AlertSink before(AlertSink next, Labels externalLabels) {
        return externalLabels.isEmpty() ? next : new ExternalLabelSink(externalLabels, next);
    }

    @Override
    public Future<Void> send(List<RuleAlert> alerts) {
        return next.send(alerts.stream().map(this::labelled).toList());
    }

    private RuleAlert labelled(RuleAlert outgoing) {
        Alert alert = outgoing.alert();
        Labels.Builder labels = alert.labels().toBuilder();
        for (int i = 0; i < externalLabels.size(); i++) {
            if (!alert.labels().has(externalLabels.name(i))) {
                labels.set(externalLabels.name(i), externalLabels.value(i));
            }
        }
        return new RuleAlert(withLabels(alert, labels.build()), outgoing.validUntil(), outgoing.notifierHeaders());
    }

    private static Alert withLabels(Alert alert, Labels labels) {
        return new Alert(
                labels,
                alert.annotations(),
                alert.startsAt(),
                alert.endsAt(),
                alert.generatorUrl(),
                alert.updatedAt(),
                alert.timeout(),
                alert.origin());
    }
}
