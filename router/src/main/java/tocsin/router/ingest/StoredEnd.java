package tocsin.router.ingest;

import java.time.Duration;
import java.time.Instant;
import tocsin.model.Alert;

/**
 * What the row of an alert says of its end, in whole seconds, and how long it tells enough of the truth. A resend moves
 * the end of an alert on and is not written, so the stored end is the least that the alert was good for.
 *
 * @param at seconds since 1970, {@link #NONE} for no end
 * @param life seconds from the receipt of the alert to its end, zero when it was over as it was written
 */
record StoredEnd(long at, long life) {
    private static final long NONE = Long.MAX_VALUE;
    /** Senders that resend give their alerts minutes; who gives more than this has perhaps named a real end. */
    private static final long RESENT_LIFE = Duration.ofHours(1).toSeconds();
    /** How far the stored end of a longer life may lie before the true one. */
    private static final Duration MOST_LAG = Duration.ofMinutes(15);

    /** @param now when the row is written */
    static StoredEnd of(Alert alert, Instant now) {
        Instant end = alert.endsAt();
        if (end == null) {
            return new StoredEnd(NONE, NONE);
        }
        return new StoredEnd(end.getEpochSecond(), isOver(alert, end, now) ? 0 : life(alert, end));
    }

    /** For certain: also on a clock that was set back since. */
    private static boolean isOver(Alert alert, Instant end, Instant written) {
        return !end.isAfter(alert.updatedAt()) || !end.isAfter(written);
    }

    private static long life(Alert alert, Instant end) {
        return Math.max(1, end.getEpochSecond() - alert.updatedAt().getEpochSecond());
    }

    boolean isOver() {
        return life == 0;
    }

    /**
     * Whether a row with this end must be written anew: the alert was resolved or fires again, its end moved nearer, or a
     * process that reads the row after a crash would take the end for earlier than it is known to be by now.
     */
    boolean isOutdatedBy(Alert alert, Instant now) {
        StoredEnd newer = of(alert, now);
        if (at == NONE || newer.at == NONE) {
            return at != newer.at;
        }
        return isOver() != newer.isOver() || newer.at < at || newer.isBeyond(this, alert.timeout());
    }

    /** Whether this end is later than {@link #afterDowntime} would take the written one to be. */
    private boolean isBeyond(StoredEnd written, boolean timeout) {
        return isRenewed(timeout, written.life) ? life > 2 * written.life : at - written.at > MOST_LAG.toSeconds();
    }

    /** Whether an alert gets the same life again after a downtime. With a timeout nobody has named an end. */
    private static boolean isRenewed(boolean timeout, long life) {
        return timeout || life <= RESENT_LIFE;
    }

    /**
     * The end of an alert that was resent all the time is older on disk than it was in memory, and while the process was
     * down nobody could post. Such an alert gets the life once more that its sender gave it, as if it had just arrived;
     * if the sender is gone too, it is resolved after that, later than it should be but never wrongly. When the life is so
     * long that the end may be meant, it lasts as long as it may have lasted in memory, which is hardly longer.
     *
     * @param written when the row was written
     */
    static Alert afterDowntime(Alert alert, Instant written, Instant now) {
        Instant end = alert.endsAt();
        if (end == null || isOver(alert, end, written)) {
            return alert;
        }
        Instant renewed = isRenewed(alert.timeout(), life(alert, end))
                ? now.plus(Duration.between(alert.updatedAt(), end))
                : latestEnd(end, now);
        return renewed.isAfter(end) ? alert.withEndsAt(renewed) : alert;
    }

    /** Its sender has as long to send it again. An end that has passed for certain stays as it is. */
    private static Instant latestEnd(Instant writtenEnd, Instant now) {
        Instant latest = writtenEnd.plus(MOST_LAG);
        Instant patience = now.plus(MOST_LAG);
        return latest.isAfter(now) ? (latest.isBefore(patience) ? latest : patience) : writtenEnd;
    }
}
