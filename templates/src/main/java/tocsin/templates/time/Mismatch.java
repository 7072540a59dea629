package tocsin.templates.time;

import org.jspecify.annotations.Nullable;

/** A text does not continue as its layout asks. Cheap: carries no stack trace. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    private final @Nullable String outOfRange;

    /** @param outOfRange what was read but cannot be, e.g. {@code month}; null when nothing could be read */
    Mismatch(@Nullable String outOfRange) {
        super(outOfRange, null, false, false);
        this.outOfRange = outOfRange;
    }

    @Nullable
    String outOfRange() {
        return outOfRange;
    }
}
