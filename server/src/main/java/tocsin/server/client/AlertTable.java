package tocsin.server.client;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** Alerts for people, with the columns and in the order of amtool. */
final class AlertTable {
    private static final Comparator<JsonObject> BY_START =
            Comparator.comparing(alert -> ApiTexts.time(alert, "startsAt").orElse(Instant.MIN));

    private AlertTable() {}

    static String of(List<JsonObject> alerts, ZoneId zone) {
        TextTable table = new TextTable("Alertname", "Starts At", "Summary", "State");
        alerts.stream()
                .sorted(BY_START)
                .forEach(alert -> table.row(
                        ApiTexts.text(ApiTexts.object(alert, "labels"), "alertname"),
                        ApiTexts.shownTime(alert, "startsAt", zone),
                        ApiTexts.text(ApiTexts.object(alert, "annotations"), "summary"),
                        ApiTexts.text(ApiTexts.object(alert, "status"), "state")));
        return table.toString();
    }
}
