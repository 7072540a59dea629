package tocsin.server.storage;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether the disk takes what it is given. Any thread. */
public final class StoreHealth {
    private final AtomicReference<@Nullable Failing> failing = new AtomicReference<>();

    /**
     * Writes fail.
     *
     * @param since the first of the failures since the last success
     * @param reason of the last failure, for people
     */
    public record Failing(Instant since, String reason) {}

    /** Null when the last write succeeded, or when there was none. */
    public @Nullable Failing failing() {
        return failing.get();
    }

    /** @return whether this ends failures */
    boolean succeeded() {
        return failing.getAndSet(null) != null;
    }

    /** @return whether this is the first failure since the last success */
    boolean failed(Instant now, String reason) {
        Failing before = failing.getAndUpdate(known -> new Failing(known == null ? now : known.since(), reason));
        return before == null;
    }
}
