package tocsin.router.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Durations;
import tocsin.model.LabelNames;

/**
 * What stays the same over reloads. Limits are for what people ask for; silences that exist keep what they have.
 *
 * @param names which label names are accepted
 * @param retention how long a silence is kept after its end; silences that exist keep what they were written with
 * @param maxSilences how many are kept at most, those that are over included; 0 for no limit
 * @param maxSizeBytes of one silence, as {@link SilenceSize} measures it; 0 for no limit
 * @param minMatchers that every set needs, not counting those that match the empty string; at least 1
 * @param maxDuration from start to end; zero for no limit
 * @param auditRecords how many changes are remembered
 */
public record SilenceOptions(
        LabelNames names,
        Duration retention,
        int maxSilences,
        int maxSizeBytes,
        int minMatchers,
        Duration maxDuration,
        int auditRecords) {
    /** Far above what people write, and far below what hurts. */
    private static final int SAFE_SIZE_BYTES = 1 << 20;
    /** Weeks for people; some megabytes. */
    private static final int SAFE_AUDIT_RECORDS = 5_000;

    public static final SilenceOptions DEFAULTS =
            new SilenceOptions(LabelNames.UTF8, Duration.ofDays(5), 0, SAFE_SIZE_BYTES);

    public SilenceOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(maxDuration, "maxDuration");
        if (retention.isNegative() || maxSilences < 0 || maxSizeBytes < 0 || maxDuration.isNegative()) {
            throw new IllegalArgumentException("negative: retention %s, max silences %d, max size %d, max duration %s"
                    .formatted(retention, maxSilences, maxSizeBytes, maxDuration));
        }
        if (minMatchers < 1 || auditRecords < 0) {
            throw new IllegalArgumentException(
                    "at least one matcher, no negative audit: %d, %d".formatted(minMatchers, auditRecords));
        }
    }

    /** As Alertmanager: one matcher is enough, and a silence may last for ever. */
    public SilenceOptions(LabelNames names, Duration retention, int maxSilences, int maxSizeBytes) {
        this(names, retention, maxSilences, maxSizeBytes, 1, Duration.ZERO, SAFE_AUDIT_RECORDS);
    }

    public SilenceOptions withLimits(int silences, int sizeBytes) {
        return new SilenceOptions(names, retention, silences, sizeBytes, minMatchers, maxDuration, auditRecords);
    }

    public SilenceOptions withGuards(int matchers, Duration duration) {
        return new SilenceOptions(names, retention, maxSilences, maxSizeBytes, matchers, duration, auditRecords);
    }

    public SilenceOptions withAuditRecords(int records) {
        return new SilenceOptions(names, retention, maxSilences, maxSizeBytes, minMatchers, maxDuration, records);
    }

    /** When a silence that ends then is forgotten; never, when that is beyond all time. */
    Instant forgottenAt(Instant end) {
        return Duration.between(end, Instant.MAX).compareTo(retention) < 0 ? Instant.MAX : end.plus(retention);
    }

    /** Why a silence may not be; null when it may. */
    @Nullable
    String problem(Silence silence) {
        String tooLong = tooLong(silence);
        return tooLong == null ? tooLarge(silence) : tooLong;
    }

    /** Counted from its start, or a silence of an hour could be prolonged for ever, an hour at a time. */
    private @Nullable String tooLong(Silence silence) {
        Duration lasts = Duration.between(silence.startsAt(), silence.endsAt());
        if (maxDuration.isZero() || lasts.compareTo(maxDuration) <= 0) {
            return null;
        }
        return "silence lasts %s, and --silences.max-duration allows %s; let it end at %s or before"
                .formatted(
                        text(lasts),
                        Durations.print(maxDuration),
                        silence.startsAt().plus(maxDuration).truncatedTo(ChronoUnit.SECONDS));
    }

    /** To the nearest second; beyond what a duration can hold, in words. */
    private static String text(Duration lasts) {
        return lasts.compareTo(Duration.ofDays(365_000)) > 0
                ? "longer than a thousand years"
                : Durations.print(Duration.ofSeconds(lasts.plusMillis(500).toSeconds()));
    }

    private @Nullable String tooLarge(Silence silence) {
        if (maxSizeBytes == 0) {
            return null;
        }
        int size = SilenceSize.bytes(silence);
        return size <= maxSizeBytes
                ? null
                : "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(size, maxSizeBytes);
    }
}
