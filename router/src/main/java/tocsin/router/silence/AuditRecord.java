package tocsin.router.silence;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.state.Table;

/**
 * One change of silences, or one that was refused: who, when, from where, what.
 *
 * @param number counts up, also over restarts
 * @param before the version that was in force until then; null for a new one and for a refusal
 * @param after the version in force since, or what was asked for when it was refused; null when the silence is gone
 * @param reason why it was refused; else empty
 */
public record AuditRecord(
        long number,
        Instant at,
        Action action,
        ChangeOrigin origin,
        @Nullable AuditedSilence before,
        @Nullable AuditedSilence after,
        String reason) {
    public static final Table<AuditRecord> TABLE = Table.lastWriterWins("silence-audit", AuditFormat.CODEC);

    private static final int ORIGIN_CHARACTERS = 200;
    private static final int REASON_CHARACTERS = 500;

    /** What happened. */
    public enum Action {
        CREATED("created"),
        /** Changed under its id. */
        UPDATED("updated"),
        /** Ended by an edit that made a new silence with another id. */
        REPLACED("replaced"),
        EXPIRED("expired"),
        REFUSED("refused"),
        /** Its retention was over. */
        FORGOTTEN("forgotten");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /** As the API and the log have it. */
        public String word() {
            return word;
        }
    }

    public AuditRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(action, "action");
        origin = new ChangeOrigin(
                AuditedSilence.cut(origin.user(), ORIGIN_CHARACTERS),
                AuditedSilence.cut(origin.remoteAddress(), ORIGIN_CHARACTERS),
                AuditedSilence.cut(origin.forwardedFor(), ORIGIN_CHARACTERS));
        reason = AuditedSilence.cut(reason, REASON_CHARACTERS);
    }

    /** Whether the silence of that id is one of those it is about. */
    boolean concerns(String id) {
        return (before != null && before.id().equals(id))
                || (after != null && after.id().equals(id));
    }
}
