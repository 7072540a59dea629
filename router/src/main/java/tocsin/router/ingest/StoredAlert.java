package tocsin.router.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;

/**
 * The place of one label set in the {@link AlertTable}. Groups hold this place and not a copy of the alert, so that a
 * resend of an unchanged alert touches no group. Identity equality; owned by the routing context.
 */
public final class StoredAlert {
    private Alert alert;
    /** May wrap: only whether it is another matters. */
    private int version;

    private boolean contested;
    private @Nullable Placement placement;
    private @Nullable Page page;
    // Of what the row says, see StoredEnd; two numbers, because there are as many as alerts.
    private long writtenEnd;
    private long writtenLife;

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

    /** Another one after each change, so that who acted on an alert can see whether it is still the same. */
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

    /** The row that the alert is in, or will be with the next write; null when it is on disk no more. */
    @Nullable
    Page page() {
        return page;
    }

    void moveTo(@Nullable Page where) {
        page = where;
    }

    /** Whether its row says enough of the alert as it is now, or will be written anyway. */
    boolean isOnDisk(Instant now) {
        return page != null && (page.waits() || !storedEnd().isOutdatedBy(alert, now));
    }

    /** Whether the row says that the alert is over, or will say it. */
    boolean isOverOnDisk() {
        return page != null && (page.waits() || storedEnd().isOver());
    }

    /** Whether the alert is over and its row does not say so. */
    boolean hasEndedSinceWritten(Instant now) {
        return alert.resolvedAt(now) && !storedEnd().isOver();
    }

    private StoredEnd storedEnd() {
        return new StoredEnd(writtenEnd, writtenLife);
    }

    /** Whether something that happened to the alert, or to one in its row, is not on its way to the disk. */
    boolean waits() {
        return page != null && page.waits();
    }

    /** @param inStore what stands there; after a downtime the alert may have a later end */
    void markWritten(Alert inStore, Instant now) {
        StoredEnd written = StoredEnd.of(inStore, now);
        writtenEnd = written.at();
        writtenLife = written.life();
    }
}
