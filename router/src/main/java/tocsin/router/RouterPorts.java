package tocsin.router;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tocsin.router.pipeline.DecisionJournal;
import tocsin.state.StateStore;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * The world as the router sees it.
 *
 * @param scheduler its context is the routing context
 * @param nanoTime monotonic, as {@link System#nanoTime}
 * @param random spreads retries
 */
public record RouterPorts(
        Clock clock,
        Scheduler scheduler,
        LongSupplier nanoTime,
        RandomGenerator random,
        StateStore store,
        DecisionJournal decisions,
        RouterObserver observer) {
    public RouterPorts {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(nanoTime, "nanoTime");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(decisions, "decisions");
        Objects.requireNonNull(observer, "observer");
    }
}
