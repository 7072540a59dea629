package tocsin.router.group;

import java.util.Objects;
import tocsin.model.Labels;

/**
 * What is new about one alert of a group since the flush before.
 *
 * @param firing whether it fires at this flush
 */
public record MemberChange(Labels alert, Kind kind, boolean firing) {
    /** What has happened. */
    public enum Kind {
        /** It was routed into the group, which is flushed with it for the first time. */
        JOINED,
        /** It fires again, or is resolved. */
        TURNED
    }

    public MemberChange {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(kind, "kind");
    }
}
