package tocsin.router;

import java.util.List;
import java.util.Objects;
import tocsin.model.Alert;

/** An alert as the API shows it: where it goes, and what holds it back. Immutable. */
public record AlertView(Alert alert, List<String> receivers, Suppression suppression) {
    public AlertView {
        Objects.requireNonNull(alert, "alert");
        receivers = List.copyOf(receivers);
        Objects.requireNonNull(suppression, "suppression");
    }
}
