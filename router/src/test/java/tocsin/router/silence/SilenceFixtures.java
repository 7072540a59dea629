package tocsin.router.silence;

import static tocsin.router.AlertFixtures.START;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;
import tocsin.router.CountingObserver;
import tocsin.router.journal.StateJournal;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.time.SimulatedTime;

/** Silences with a store in simulated time, and requests that state only what matters. */
final class SilenceFixtures {
    static final Duration HOUR = Duration.ofHours(1);
    static final ChangeOrigin BOB = new ChangeOrigin("bob", "192.0.2.7", "203.0.113.9");

    final SimulatedTime time = new SimulatedTime(START);
    final CountingObserver observer = new CountingObserver();
    final StateStore store;
    SilenceOptions options = SilenceOptions.DEFAULTS;
    StateJournal journal;
    Silences silences;

    SilenceFixtures() {
        this(new MemoryStateStore());
    }

    SilenceFixtures(StateStore store) {
        this.store = store;
        this.journal = new StateJournal(store, time, time, observer);
        this.silences = new Silences(journal, time, options, observer);
    }

    void options(SilenceOptions changed) {
        options = changed;
        restart();
    }

    /** A new process on the same store. */
    void restart() {
        journal = new StateJournal(store, time, time, observer);
        silences = new Silences(journal, time, options, observer);
        if (!silences.restore().succeeded()) {
            throw new IllegalStateException("the memory store restores at once");
        }
    }

    Instant now() {
        return time.now();
    }

    SilenceOutcome set(SilenceRequest request) {
        return silences.set(request, BOB).result();
    }

    /** Must be accepted. */
    Silence made(SilenceRequest request) {
        return accepted(silences.set(request, BOB));
    }

    Silence expired(String id) {
        return accepted(silences.expire(id, BOB));
    }

    static Silence accepted(Future<SilenceOutcome> outcome) {
        return outcome.result()
                .fold(SilenceOutcome.Accepted::silence, SilenceFixtures::notAccepted, SilenceFixtures::notAccepted);
    }

    private static Silence notAccepted(SilenceOutcome outcome) {
        throw new AssertionError(outcome);
    }

    /** From now on for an hour. */
    SilenceRequest request(Matcher... matchers) {
        return request(null, null, now().plus(HOUR), matchers);
    }

    static SilenceRequest request(@Nullable String id, @Nullable Instant start, Instant end, Matcher... matchers) {
        return request(id, start, end, "maintenance", List.of(Arrays.asList(matchers)));
    }

    static SilenceRequest request(
            @Nullable String id, @Nullable Instant start, Instant end, String comment, List<List<Matcher>> sets) {
        return new SilenceRequest(id, sets, start, end, "ann", comment, Map.of());
    }

    static Matcher is(String name, String value) {
        return new Matcher(name, Matcher.Op.EQUAL, value);
    }

    static Matcher isNot(String name, String value) {
        return new Matcher(name, Matcher.Op.NOT_EQUAL, value);
    }

    static Matcher regex(String name, String value) {
        return new Matcher(name, Matcher.Op.REGEX, value);
    }

    static Matcher notRegex(String name, String value) {
        return new Matcher(name, Matcher.Op.NOT_REGEX, value);
    }
}
