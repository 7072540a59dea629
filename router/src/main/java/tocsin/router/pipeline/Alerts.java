package tocsin.router.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.model.Alert;

/** Alerts of a batch on their two sides, in the order of the batch. */
record Alerts(List<Alert> firing, List<Alert> resolved) {
    static Alerts split(List<Alert> batch, Instant at) {
        List<Alert> firing = new ArrayList<>(batch.size());
        List<Alert> resolved = new ArrayList<>();
        for (Alert alert : batch) {
            (alert.resolvedAt(at) ? resolved : firing).add(alert);
        }
        return new Alerts(firing, resolved);
    }
}
