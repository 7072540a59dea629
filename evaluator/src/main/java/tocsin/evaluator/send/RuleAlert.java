package tocsin.evaluator.send;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.model.Alert;

/**
 * An alert on its way out of the evaluator.
 *
 * @param alert firing without {@code endsAt}, or resolved with it; external labels are not yet in it
 * @param validUntil for receivers that need an end time of a firing alert: four resend periods after this one
 * @param notifierHeaders extra headers of the rule group, as {@code Name: value}
 */
public record RuleAlert(Alert alert, Instant validUntil, List<String> notifierHeaders) {
    public RuleAlert {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(validUntil, "validUntil");
        notifierHeaders = List.copyOf(notifierHeaders);
    }
}
