package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceState;

/**
 * An alert of a group, and what is known of its mutes to come.
 *
 * @param inhibitedUntil from then on nothing inhibits it; {@link Instant#MIN} when nothing does, {@link Instant#MAX} while no
 *     end is known
 * @param silences that match it and are not over
 * @param leaving whether its group forgets it when the flush under way ends well
 */
public record MemberFacts(Alert alert, Instant inhibitedUntil, List<Silence> silences, boolean leaving) {
    public MemberFacts {
        Objects.requireNonNull(alert, "alert");
        Objects.requireNonNull(inhibitedUntil, "inhibitedUntil");
        silences = List.copyOf(silences);
    }

    boolean inhibitedAt(Instant at) {
        return inhibitedUntil.isAfter(at);
    }

    boolean silencedAt(Instant at) {
        for (Silence silence : silences) {
            if (silence.stateAt(at) == SilenceState.ACTIVE) {
                return true;
            }
        }
        return false;
    }

    /** Whether its end or that of its inhibition lies ahead only as long as nobody moves it on, as senders of alerts do. */
    boolean endsUnlessPosted(Instant now) {
        return isPosted(now) || isInhibitedByPosted(now);
    }

    private boolean isPosted(Instant now) {
        return alert.origin() == Alert.Origin.API && alert.endsAt() != null && !alert.resolvedAt(now);
    }

    private boolean isInhibitedByPosted(Instant now) {
        return inhibitedAt(now) && !inhibitedUntil.equals(Instant.MAX);
    }

    /** The same when all that is posted and has not ended goes on being posted. */
    MemberFacts lasting(Instant now) {
        return new MemberFacts(
                isPosted(now) ? alert.withEndsAt(null) : alert,
                isInhibitedByPosted(now) ? Instant.MAX : inhibitedUntil,
                silences,
                leaving);
    }

    boolean mutedAt(Instant at) {
        return inhibitedAt(at) || silencedAt(at);
    }

    /** The first instant after {@code at} at which it ends or a mute begins or ends; null when there is none. */
    @Nullable
    Instant nextChange(Instant at) {
        Instant change = null;
        Instant end = alert.endsAt();
        if (end != null) {
            change = Changes.earlier(change, end, at);
        }
        if (!inhibitedUntil.equals(Instant.MAX)) {
            change = Changes.earlier(change, inhibitedUntil, at);
        }
        return Changes.earlierNullable(change, nextSilenceChange(at));
    }

    /** The first instant after {@code at} at which a silence begins or is over; null when there is none. */
    @Nullable
    Instant nextSilenceChange(Instant at) {
        Instant change = null;
        for (Silence silence : silences) {
            change = Changes.earlier(change, silence.startsAt(), at);
            change = Changes.earlier(change, Changes.over(silence), at);
        }
        return change;
    }
}
