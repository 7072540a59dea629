package tocsin.router;

import java.util.Objects;
import tocsin.model.Alert;
import tocsin.router.ingest.StoredAlert;

/**
 * An alert as it was when the question was asked.
 *
 * @param alert immutable; any thread
 * @param place where the router keeps it; for the routing context only
 */
public record HeldAlert(Alert alert, StoredAlert place) {
    public HeldAlert {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(place, "place");
    }
}
