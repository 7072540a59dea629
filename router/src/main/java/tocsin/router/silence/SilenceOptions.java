package tocsin.router.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import tocsin.model.LabelNames;

/**
 * What stays the same over reloads.
 *
 * @param names which label names are accepted
 * @param retention how long a silence is kept after its end; silences that exist keep what they were written with
 * @param maxSilences how many are kept at most, those that are over included; 0 for no limit
 * @param maxSizeBytes of one silence, as {@link SilenceSize} measures it; 0 for no limit
 */
public record SilenceOptions(LabelNames names, Duration retention, int maxSilences, int maxSizeBytes) {
    /** Far above what people write, and far below what hurts. */
    private static final int SAFE_SIZE_BYTES = 1 << 20;

    public static final SilenceOptions DEFAULTS =
            new SilenceOptions(LabelNames.UTF8, Duration.ofDays(5), 0, SAFE_SIZE_BYTES);

    public SilenceOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        if (retention.isNegative() || maxSilences < 0 || maxSizeBytes < 0) {
            throw new IllegalArgumentException("negative: retention %s, max silences %d, max size %d"
                    .formatted(retention, maxSilences, maxSizeBytes));
        }
    }

    public SilenceOptions withLimits(int silences, int sizeBytes) {
        return new SilenceOptions(names, retention, silences, sizeBytes);
    }

    /** When a silence that ends then is forgotten; never, when that is beyond all time. */
    Instant forgottenAt(Instant end) {
        return Duration.between(end, Instant.MAX).compareTo(retention) < 0 ? Instant.MAX : end.plus(retention);
    }
}
