package tocsin.router.pipeline;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.NotifyReason;
import tocsin.router.notificationlog.LogEntry;

/**
 * Whether an integration has to be told, and why: the table of section 5.5 of the routing specification, row by row,
 * with the repeat counted from tick to tick (promise 5). Pure.
 *
 * <p>Beyond the table: a resolution that a gate held back is owed although the log lists nothing as firing any more.
 */
final class Dedup {
    private Dedup() {}

    /**
     * @param entry what the integration was told last, null when it knows nothing
     * @param age of the entry, from tick to tick; any when there is none
     * @return empty when there is nothing new
     */
    static Optional<NotifyReason> decide(
            @Nullable LogEntry entry, Duration age, Told.Batch batch, boolean sendResolved, Duration repeatInterval) {
        if (entry == null) {
            return batch.firing().isEmpty() ? Optional.empty() : Optional.of(NotifyReason.FIRST_NOTIFICATION);
        }
        if (!entry.firing().containsAll(batch.firing())) {
            return Optional.of(
                    entry.firing().isEmpty() ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.NEW_ALERTS_ADDED);
        }
        if (batch.firing().isEmpty()) {
            boolean believesOtherwise =
                    !entry.firing().isEmpty() || entry.believedFiring().intersects(batch.resolved());
            return believesOtherwise ? Optional.of(NotifyReason.ALL_ALERTS_RESOLVED) : Optional.empty();
        }
        if (sendResolved && !entry.resolved().containsAll(batch.resolved())) {
            return Optional.of(NotifyReason.SOME_ALERTS_RESOLVED);
        }
        return age.compareTo(repeatInterval) >= 0
                ? Optional.of(NotifyReason.REPEAT_INTERVAL_ELAPSED)
                : Optional.empty();
    }
}
