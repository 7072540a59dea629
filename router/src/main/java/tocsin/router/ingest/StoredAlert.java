package tocsin.router.ingest;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;

/**
 * The place of one label set in the {@link AlertTable}. Groups hold this place and not a copy of the alert, so that a
 * resend of an unchanged alert touches no group. Identity equality; owned by the routing context.
 */
public final class StoredAlert {
    private Alert alert;
    private long version;
    private boolean contested;
    private @Nullable Placement placement;
    private boolean writtenResolved;
    private @Nullable Instant writtenAt;
    private @Nullable Instant writtenEnd;

    StoredAlert(Alert alert) {
        this.alert = alert;
    }

    /** Where the dispatcher keeps the alert. */
    public interface Placement {
        /** Whether some group still holds the alert. */
        boolean held();
    }

    /** The newest version. */
    public Alert alert() {
        return alert;
    }

    /** Grows with each change, so that who acted on an alert can see whether it is still the same. */
    public long version() {
        return version;
    }

    public @Nullable Placement placement() {
        return placement;
    }

    /** For the dispatcher, which finds it again here instead of matching the tree anew. */
    public void placeAt(@Nullable Placement where) {
        placement = where;
    }

    /** Whether any group holds the alert. */
    public boolean held() {
        return placement != null && placement.held();
    }

    void replace(Alert newer) {
        alert = newer;
        version++;
        contested = false;
    }

    /** Said again that it fires: a flush under way that took it for resolved must not let it go. */
    void confirm() {
        version++;
    }

    /** Somebody else sends these labels too; true the first time, as resends say it again and again. */
    boolean contest() {
        boolean first = !contested;
        contested = true;
        return first;
    }

    boolean written() {
        return writtenAt != null;
    }

    boolean writtenResolved() {
        return writtenResolved;
    }

    /** When the version in the store was received. */
    Instant writtenAt() {
        return Objects.requireNonNull(writtenAt, "writtenAt");
    }

    /** The end in the store. */
    @Nullable
    Instant writtenEnd() {
        return writtenEnd;
    }

    /** @param inStore what stands there; after a downtime the alert may have a later end */
    void markWritten(Alert inStore, Instant now) {
        writtenAt = inStore.updatedAt();
        writtenEnd = inStore.endsAt();
        writtenResolved = alert.resolvedAt(now);
    }

    void markRemoved() {
        writtenAt = null;
        writtenEnd = null;
    }
}
