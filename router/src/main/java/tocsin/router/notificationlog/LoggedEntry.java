package tocsin.router.notificationlog;

import java.time.Duration;

/**
 * An entry in this process.
 *
 * @param nanos its time on the monotonic source, so that its age does not depend on jumps of the wall clock
 */
public record LoggedEntry(LogEntry entry, long nanos) {
    /** From the tick of the entry to a later tick. */
    public Duration ageAt(long tickNanos) {
        return Duration.ofNanos(tickNanos - nanos);
    }
}
