package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tocsin.router.AlertView;

/** A list of alerts, one to a piece. */
final class AlertPieces implements Pieces {
    private static final Comparator<AlertView> BY_FINGERPRINT =
            Comparator.comparing(view -> view.alert().fingerprint());

    private final List<AlertView> alerts;
    private final Instant openEnd;
    private int next = -1;

    private AlertPieces(List<AlertView> alerts, Instant openEnd) {
        this.alerts = alerts;
        this.openEnd = openEnd;
    }

    static AlertPieces of(List<AlertView> all, AlertsQuery query, Instant openEnd) {
        return new AlertPieces(
                all.stream().filter(query::keeps).sorted(BY_FINGERPRINT).toList(), openEnd);
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        if (next < 0) {
            json.writeStartArray();
        } else if (next < alerts.size()) {
            new AlertJson(json, openEnd).alert(alerts.get(next));
        } else {
            json.writeEndArray();
            return false;
        }
        next++;
        return true;
    }
}
