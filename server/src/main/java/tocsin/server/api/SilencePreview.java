package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tocsin.router.AlertView;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;

/** What a silence would do, were it made now: first the figures, then the alerts, one to a piece. */
final class SilencePreview implements Pieces {
    /** More than these per cent of the alerts is worth a question, if there are enough of them. */
    private static final int BROAD_PERCENT = 50;

    private static final int ENOUGH = 10;
    private static final Comparator<AlertView> BY_FINGERPRINT =
            Comparator.comparing(view -> view.alert().fingerprint());

    private final SilenceRequest request;
    private final SilenceOutcome outcome;
    private final int total;
    private final List<AlertView> alerts;
    private final int limit;
    private final Instant openEnd;
    private int next = -1;

    /**
     * @param total how many alerts are firing
     * @param alerts those that the silence names
     * @param limit how many of them are shown
     */
    SilencePreview(
            SilenceRequest request,
            SilenceOutcome outcome,
            int total,
            List<AlertView> alerts,
            int limit,
            Instant openEnd) {
        this.request = request;
        this.outcome = outcome;
        this.total = total;
        this.alerts = alerts.stream().sorted(BY_FINGERPRINT).toList();
        this.limit = limit;
        this.openEnd = openEnd;
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        if (next < 0) {
            begin(json);
        } else if (next < Math.min(alerts.size(), limit)) {
            new AlertJson(json, openEnd).alert(alerts.get(next));
        } else {
            json.writeEndArray();
            json.writeEndObject();
            return false;
        }
        next++;
        return true;
    }

    private void begin(JsonGenerator json) throws IOException {
        long active = active();
        json.writeStartObject();
        json.writeBooleanField("accepted", outcome instanceof SilenceOutcome.Accepted);
        json.writeStringField("reason", reason());
        json.writeBooleanField("keepsID", keepsId());
        json.writeNumberField("total", total);
        json.writeNumberField("count", alerts.size());
        json.writeNumberField("active", active);
        json.writeArrayFieldStart("warnings");
        for (String warning : warnings(active)) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeBooleanField("truncated", alerts.size() > limit);
        json.writeArrayFieldStart("alerts");
    }

    /** Those that nothing holds back today. */
    private long active() {
        return alerts.stream()
                .filter(alert -> !alert.suppression().suppressed())
                .count();
    }

    private String reason() {
        return outcome.fold(accepted -> "", unknown -> "silence not found", SilenceOutcome.Refused::message);
    }

    private boolean keepsId() {
        return outcome.fold(
                accepted -> accepted.silence().id().equals(request.id()), unknown -> false, refused -> false);
    }

    private List<String> warnings(long active) {
        List<String> warnings = new ArrayList<>();
        int count = alerts.size();
        if (total == 0) {
            warnings.add("matches nothing now: no alert is firing");
        } else if (count == 0) {
            warnings.add("matches nothing now, while %s firing"
                    .formatted(total == 1 ? "1 alert is" : total + " alerts are"));
        } else if (count == total && total > 1) {
            warnings.add("matches everything now: all of the %s".formatted(alerts(total)));
        } else if (total >= ENOUGH && 100L * count > (long) BROAD_PERCENT * total) {
            warnings.add("is broad: matches %d of the %s of now".formatted(count, alerts(total)));
        }
        if (count > 0 && active == 0) {
            warnings.add("changes nothing now: whatever it matches is held back already");
        }
        return warnings;
    }

    private static String alerts(int number) {
        return number == 1 ? "1 alert" : number + " alerts";
    }
}
