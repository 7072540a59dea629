package tocsin.evaluator.send.alertmanager;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/** Alerts that state only what matters. */
final class Alerts {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Alerts() {}

    static RuleAlert firing(String name, String... headers) {
        return alert(name, null, headers);
    }

    static RuleAlert resolved(String name) {
        return alert(name, START.plusSeconds(60));
    }

    /** Firing alerts named by the numbers from inclusive to exclusive. */
    static List<RuleAlert> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> firing(String.valueOf(i)))
                .toList();
    }

    static String name(RuleAlert alert) {
        return alert.alert().name();
    }

    private static RuleAlert alert(String name, @Nullable Instant end, String... headers) {
        Alert alert = new Alert(
                Labels.of(Labels.ALERT_NAME, name),
                Annotations.empty(),
                START,
                end,
                "",
                START,
                false,
                Alert.Origin.RULE);
        return new RuleAlert(alert, START.plusSeconds(240), List.of(headers));
    }
}
