package tocsin.router.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.router.group.Tick;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.LoggedEntry;

/**
 * What one integration was told of one group, as far as anybody knows, and what it has to hear next. Immutable and pure, so
 * that what a flush decides and what {@code explain} foretells of it are one rule.
 *
 * @param logged null when it was told nothing
 * @param cutOff an attempt of which nobody knows whether it arrived; null when there is none
 */
public record Told(@Nullable LoggedEntry logged, @Nullable Attempt cutOff) {

    /** The alerts of a flush that no gate held back; resolved ones whether or not the integration wants them. */
    public record Batch(AlertHashes firing, AlertHashes resolved) {}

    /**
     * Why it has to be told; empty when there is nothing new for it.
     *
     * @param tickNanos of the flush, on the monotonic source
     */
    public Optional<NotifyReason> news(Batch batch, long tickNanos, boolean sendResolved, Duration repeatInterval) {
        LogEntry entry = logged == null ? null : logged.entry();
        Optional<NotifyReason> reason = Dedup.decide(entry, age(tickNanos), batch, sendResolved, repeatInterval);
        return reason.isEmpty() && mayBelieveFiring(batch) ? Optional.of(NotifyReason.ALL_ALERTS_RESOLVED) : reason;
    }

    /** Since the last notification, from tick to tick; zero when there was none. */
    public Duration age(long tickNanos) {
        return logged == null ? Duration.ZERO : logged.ageAt(tickNanos);
    }

    /** An attempt that the end of a process cut off may have told the integration of alerts that are resolved now. */
    private boolean mayBelieveFiring(Batch batch) {
        return cutOff != null && batch.firing().isEmpty() && cutOff.firing().intersects(batch.resolved());
    }

    /** Whether it may think that the alert fires. */
    public boolean believesFiring(Alert alert) {
        return (logged != null && logged.entry().believedFiring().contains(alert))
                || (cutOff != null && cutOff.firing().contains(alert));
    }

    /** Whether nothing is unknown any more after a flush that had nothing new; {@code muted} is still to be put right. */
    public boolean settles(AlertHashes muted) {
        return cutOff != null && !cutOff.firing().intersects(muted);
    }

    /** The same with nothing unknown. */
    public Told settled() {
        return new Told(logged, null);
    }

    /**
     * What is to be logged once it was told.
     *
     * @param muted alerts of the flush that a gate held back: what it was told of them before stands
     */
    public LogEntry after(
            LogKey key, Tick tick, Batch batch, AlertHashes muted, Map<String, String> receiverData, Duration life) {
        AlertHashes before = before();
        AlertHashes gone = before.minus(muted);
        AlertHashes believed = batch.firing().union(before.minus(gone));
        return new LogEntry(key, tick.at(), batch.firing(), batch.resolved(), believed, receiverData, life);
    }

    private AlertHashes before() {
        AlertHashes told = logged == null ? AlertHashes.NONE : logged.entry().believedFiring();
        return cutOff == null ? told : told.union(cutOff.firing());
    }
}
