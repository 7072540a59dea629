package tocsin.server.scenario;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;

/** {@code HighLatency{instance=a,team=b}}: labels as stories write them, a name and the rest. */
final class Names {
    private Names() {}

    /** @param nameLabel the label that the word before the brace stands for */
    static Labels parse(String nameLabel, String text) {
        int brace = text.indexOf('{');
        Labels.Builder labels = Labels.builder().set(nameLabel, brace < 0 ? text : text.substring(0, brace));
        if (brace >= 0) {
            for (String pair : text.substring(brace + 1, text.length() - 1).split(",", -1)) {
                int equals = pair.indexOf('=');
                labels.set(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return labels.build();
    }

    static String print(Labels alert) {
        List<String> others = new ArrayList<>();
        alert.forEach((name, value) -> {
            if (!name.equals(Labels.ALERT_NAME)) {
                others.add(name + '=' + value);
            }
        });
        String name = alert.getOrEmpty(Labels.ALERT_NAME);
        return others.isEmpty() ? name : name + '{' + String.join(",", others) + '}';
    }
}
