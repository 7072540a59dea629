package tocsin.router.ingest;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/**
 * An alert as somebody posted it; nothing is judged yet.
 *
 * @param labels already without empty values; may have none, and names that are not allowed
 * @param annotations empty values stay
 * @param startsAt null when absent; Go's zero time counts as absent
 * @param endsAt null when absent; Go's zero time counts as absent
 * @param generatorUrl empty when absent
 */
public record PostedAlert(
        Labels labels,
        Annotations annotations,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        String generatorUrl) {
    /** What Go programs write for "no time". */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    public PostedAlert {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(annotations, "annotations");
        Objects.requireNonNull(generatorUrl, "generatorUrl");
        startsAt = GO_ZERO.equals(startsAt) ? null : startsAt;
        endsAt = GO_ZERO.equals(endsAt) ? null : endsAt;
    }
}
