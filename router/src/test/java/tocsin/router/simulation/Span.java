package tocsin.router.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.simulation.AlertBook.Word;

/** When an alert fires. {@code end} is null in a notification while it does, and always for a rule's. */
record Span(Instant start, @Nullable Instant end) {
    static Span of(Word word) {
        return new Span(word.start(), word.end());
    }

    static Map<Labels, Span> of(List<Alert> alerts) {
        Map<Labels, Span> spans = new HashMap<>();
        alerts.forEach(alert -> spans.put(alert.labels(), new Span(alert.startsAt(), alert.endsAt())));
        return spans;
    }
}
