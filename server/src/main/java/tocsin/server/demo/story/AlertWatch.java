package tocsin.server.demo.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.server.demo.story.OwnApi.Shown;

/** Tells what became of alerts between two looks at them. */
final class AlertWatch {
    private Map<Map<String, String>, Shown> known = Map.of();

    /**
     * What became of one.
     *
     * @param from what it was
     * @param alert as it is, or as it last was
     */
    record Changed(AlertState from, AlertState to, Shown alert) {}

    /** @param alerts all that there are */
    List<Changed> changes(List<Shown> alerts) {
        Map<Map<String, String>, Shown> former = known;
        Map<Map<String, String>, Shown> now = new LinkedHashMap<>();
        alerts.forEach(alert -> now.put(alert.labels(), alert));
        known = now;
        List<Changed> changes = new ArrayList<>();
        for (Shown alert : now.values()) {
            Shown before = former.get(alert.labels());
            AlertState from = before == null ? AlertState.INACTIVE : before.state();
            if (from != alert.state()) {
                changes.add(new Changed(from, alert.state(), alert));
            }
        }
        former.values().stream()
                .filter(gone -> !now.containsKey(gone.labels()))
                .forEach(gone -> changes.add(new Changed(gone.state(), AlertState.INACTIVE, gone)));
        return changes;
    }
}
