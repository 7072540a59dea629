package tocsin.router.silence;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.journal.StateJournal;
import tocsin.router.pipeline.Gate;
import tocsin.time.Clock;

/** All silences. Owned by the routing context. */
public final class Silences implements Gate {
    private static final Duration RETENTION = Duration.ofDays(5);

    private final StateJournal journal;
    private final Clock clock;
    private final Map<String, Silence> byId = new LinkedHashMap<>();

    public Silences(StateJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore() {
        return journal.restore(Silence.TABLE, silence -> byId.put(silence.id(), silence));
    }

    /** Makes or changes a silence. The future is done when the change is in the store. */
    public Future<SilenceOutcome> set(SilenceRequest request) {
        Instant now = clock.now();
        Instant start = request.startsAt() == null || request.startsAt().isBefore(now) ? now : request.startsAt();
        Silence made = new Silence(
                UUID.randomUUID().toString(),
                request.matcherSets(),
                start,
                request.endsAt(),
                now,
                request.createdBy(),
                request.comment(),
                request.annotations(),
                request.endsAt().plus(RETENTION));
        return store(made);
    }

    /** Ends a silence now. One that has ended already stays as it is. */
    public Future<SilenceOutcome> expire(String id) {
        Silence old = byId.get(id);
        if (old == null) {
            return Future.succeededFuture(new SilenceOutcome.Unknown(id));
        }
        Instant now = clock.now();
        if (old.stateAt(now) == SilenceState.EXPIRED) {
            return Future.succeededFuture(new SilenceOutcome.Accepted(old));
        }
        Silence ended = new Silence(
                id,
                old.matcherSets(),
                old.startsAt().isAfter(now) ? now : old.startsAt(),
                now,
                now,
                old.createdBy(),
                old.comment(),
                old.annotations(),
                now.plus(RETENTION));
        return store(ended);
    }

    private Future<SilenceOutcome> store(Silence silence) {
        byId.put(silence.id(), silence);
        journal.put(Silence.TABLE, silence.id(), silence, silence.expiresAt());
        return journal.write().map(new SilenceOutcome.Accepted(silence));
    }

    public Optional<Silence> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, in the order of lists: active by end, pending by start, expired by end from the latest on. */
    public List<Silence> list() {
        return List.copyOf(byId.values());
    }

    /** Ids of the silences that are active and match, sorted; usually none. */
    public List<String> silencing(Labels alert, Instant now) {
        return byId.values().stream()
                .filter(silence -> silence.stateAt(now) == SilenceState.ACTIVE && silence.matches(alert))
                .map(Silence::id)
                .sorted()
                .toList();
    }

    /** The router has forgotten the alert; so may we. */
    public void forget(Labels alert) {}

    /** Removes what has outlived its retention. */
    public void removeExpired(Instant now) {
        byId.values().removeIf(silence -> !silence.expiresAt().isAfter(now));
    }

    @Override
    public SuppressionReason reason() {
        return SuppressionReason.SILENCE;
    }

    @Override
    public Judge judge(Flush flush) {
        return alert -> {
            List<String> ids = silencing(alert.labels(), flush.at());
            return ids.isEmpty() ? Optional.empty() : Optional.of(new Verdict.Muted(reason(), ids));
        };
    }
}
