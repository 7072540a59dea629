package tocsin.router;

import java.util.List;
import java.util.Objects;
import tocsin.model.Alert;
import tocsin.router.group.Verdict;

/**
 * An alert and where it goes, for the API. Immutable.
 *
 * @param receivers in tree order, each once
 * @param verdict of the last flush, the strongest over its groups
 */
public record RoutedAlert(Alert alert, List<String> receivers, Verdict verdict) {
    public RoutedAlert {
        Objects.requireNonNull(alert, "alert");
        receivers = List.copyOf(receivers);
        Objects.requireNonNull(verdict, "verdict");
    }
}
