package tocsin.server.storage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the disk takes what it is given. Any thread; the lock is held for a moment only.
 *
 * <p>A disk that takes some writes and refuses others is failing: what was refused is tried again each second, so failures are
 * over when a write succeeded and none has failed for some seconds. One that does not answer is failing, too.
 */
public final class StoreHealth {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private @Nullable Failing failing;
    private Instant lastFailure = Instant.MIN;
    private boolean succeededSince;
    private int unanswered;
    private Instant lastAnswer = Instant.MIN;

    /**
     * Writes fail.
     *
     * @param since the first of the failures
     * @param reason of the last failure, for people
     */
    public record Failing(Instant since, String reason) {}

    /** Null when writes succeed, or when there were none. */
    public synchronized @Nullable Failing failing(Instant now) {
        if (failing != null && !isOver(now)) {
            return failing;
        }
        boolean hangs = unanswered > 0 && Duration.between(lastAnswer, now).compareTo(PATIENCE) > 0;
        return hangs ? new Failing(lastAnswer, "the disk does not answer") : null;
    }

    private boolean isOver(Instant now) {
        return succeededSince && Duration.between(lastFailure, now).abs().compareTo(QUIET) >= 0;
    }

    synchronized void began(Instant now) {
        if (unanswered++ == 0) {
            lastAnswer = now;
        }
    }

    /** @return the failures that are over by now; null when there were none, or when they are not */
    synchronized @Nullable Failing succeeded(Instant now) {
        answered(now);
        succeededSince = true;
        Failing before = failing;
        if (before != null && isOver(now)) {
            failing = null;
            return before;
        }
        return null;
    }

    /** @return whether this is the first failure since writes succeeded */
    synchronized boolean failed(Instant now, String reason) {
        answered(now);
        boolean first = failing == null || isOver(now);
        failing = new Failing(first || failing == null ? now : failing.since(), reason);
        lastFailure = now;
        succeededSince = false;
        return first;
    }

    private void answered(Instant now) {
        unanswered--;
        lastAnswer = now;
    }
}
