package tocsin.router.silence;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.journal.StateJournal;
import tocsin.router.pipeline.Gate;
import tocsin.time.Clock;

/**
 * All silences. Owned by the routing context; futures complete there.
 *
 * <p>A change is in force at once, and acknowledged when the journal has written it. Whether a silence is in force is
 * computed from its times and the time of the question, so nothing happens when it begins or ends.
 */
public final class Silences implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

    private final StateJournal journal;
    private final Clock clock;
    private final SilenceOptions options;
    private final SilenceObserver observer;
    private final SilenceRules rules;
    private final SilenceMatches matches = new SilenceMatches();
    private final Map<String, Silence> byId = new HashMap<>();
    private Future<Void> lastWrite = Future.succeededFuture();

    public Silences(StateJournal journal, Clock clock, SilenceOptions options, SilenceObserver observer) {
        this.journal = journal;
        this.clock = clock;
        this.options = options;
        this.observer = observer;
        this.rules = new SilenceRules(options.names());
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore() {
        Instant now = clock.now();
        return journal.restore(Silence.TABLE, silence -> replay(silence, now));
    }

    /** Versions may come in any order, and what was forgotten must not come back. */
    private void replay(Silence silence, Instant now) {
        Silence known = byId.get(silence.id());
        boolean outdated = known != null && !silence.updatedAt().isAfter(known.updatedAt());
        if (outdated || !silence.expiresAt().isAfter(now)) {
            return;
        }
        hold(silence, now);
        if (silence.defect() != null) {
            LOG.warn(
                    "a stored silence cannot be used and silences nothing; edit or replace it"
                            + " silence={} createdBy={} problem={}",
                    silence.id(),
                    silence.createdBy(),
                    silence.defect().problem());
            observer.silenceUnusable(silence);
        }
    }

    private void hold(Silence silence, Instant now) {
        byId.put(silence.id(), silence);
        matches.put(silence, now);
    }

    /**
     * Makes or changes a silence. A change that would falsify what was silenced in the past ends the old silence and makes a
     * new one with a new id.
     *
     * @return done when the change is in the store; fails when it cannot be known to be there
     */
    public Future<SilenceOutcome> set(SilenceRequest request) {
        Instant now = clock.now();
        String problem = rules.problem(request, now);
        if (problem != null) {
            return refused(problem);
        }
        if (request.id() == null) {
            return make(null, request, now);
        }
        Silence old = byId.get(request.id());
        if (old == null) {
            return Future.succeededFuture(new SilenceOutcome.Unknown(request.id()));
        }
        return SilenceRules.keepsId(old, request, now) ? update(old, request, now) : make(old, request, now);
    }

    private Future<SilenceOutcome> update(Silence old, SilenceRequest request, Instant now) {
        Silence edited = old.edited(request, now, options.forgottenAt(request.endsAt()));
        String tooLarge = tooLarge(edited);
        if (tooLarge != null) {
            return refused(tooLarge);
        }
        put(edited, now);
        observer.silenceUpdated(old, edited);
        return written(edited);
    }

    /** The limits are checked before the old silence is touched. */
    private Future<SilenceOutcome> make(@Nullable Silence old, SilenceRequest request, Instant now) {
        Silence made = made(request, now);
        String problem = Optional.ofNullable(tooMany()).orElse(tooLarge(made));
        if (problem != null) {
            return refused(problem);
        }
        if (old != null && old.stateAt(now) != SilenceState.EXPIRED) {
            end(old, now);
        }
        put(made, now);
        observer.silenceCreated(made);
        return written(made);
    }

    private Silence made(SilenceRequest request, Instant now) {
        Instant start = request.startAt(now);
        return new Silence(
                UUID.randomUUID().toString(),
                request.matcherSets(),
                start.isBefore(now) ? now : start,
                request.endsAt(),
                now,
                request.createdBy(),
                request.comment(),
                request.annotations(),
                options.forgottenAt(request.endsAt()));
    }

    /** Silences that are over count; one with a defect does not, since nobody can do without it. */
    private @Nullable String tooMany() {
        if (options.maxSilences() == 0 || byId.size() < options.maxSilences()) {
            return null;
        }
        long stored = byId.values().stream()
                .filter(silence -> silence.defect() == null)
                .count();
        return stored < options.maxSilences()
                ? null
                : "exceeded maximum number of silences: %d (limit: %d)".formatted(stored, options.maxSilences());
    }

    private @Nullable String tooLarge(Silence silence) {
        if (options.maxSizeBytes() == 0) {
            return null;
        }
        int size = SilenceSize.bytes(silence);
        return size <= options.maxSizeBytes()
                ? null
                : "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(size, options.maxSizeBytes());
    }

    /**
     * Ends a silence now. One that has ended already stays as it is.
     *
     * @return done when the end is in the store; fails when it cannot be known to be there
     */
    public Future<SilenceOutcome> expire(String id) {
        Silence old = byId.get(id);
        if (old == null) {
            return Future.succeededFuture(new SilenceOutcome.Unknown(id));
        }
        Instant now = clock.now();
        if (old.stateAt(now) == SilenceState.EXPIRED) {
            // Its end may be on its way to the disk only, and who asks for it again is told the truth as well.
            return lastWrite.transform(result -> written(old));
        }
        return written(end(old, now));
    }

    private Silence end(Silence old, Instant now) {
        Silence ended = old.endedAt(now, options.forgottenAt(now));
        put(ended, now);
        observer.silenceExpired(ended);
        return ended;
    }

    private void put(Silence silence, Instant now) {
        hold(silence, now);
        journal.put(Silence.TABLE, silence.id(), silence, silence.expiresAt());
    }

    private Future<SilenceOutcome> written(Silence silence) {
        lastWrite = journal.commit();
        return lastWrite.map(new SilenceOutcome.Accepted(silence));
    }

    private static Future<SilenceOutcome> refused(String message) {
        return Future.succeededFuture(new SilenceOutcome.Refused(message));
    }

    public Optional<Silence> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, in the order of lists: active by end, pending by start, expired by end from the latest on. */
    public List<Silence> list() {
        return byId.values().stream().sorted(SilenceOrder.at(clock.now())).toList();
    }

    /**
     * Ids of the silences that are active and match, sorted; usually none. The alert is remembered, which makes the next
     * question cheap, until {@link #forget}: ask {@link #matching} for labels that are not those of an alert.
     */
    public List<String> silencing(Labels alert, Instant now) {
        return matches.activeIds(alert, now);
    }

    /** Silences that match an alert, active or pending, by id. The alert is remembered as by {@link #silencing}. */
    public List<Silence> notOver(Labels alert, Instant now) {
        return matches.notOver(alert, now);
    }

    /** Silences that match, active or pending at that time, by id. Remembers nothing. */
    public List<Silence> matching(Labels labels, Instant now) {
        return matches.matching(labels, now);
    }

    /** The alerts that the request would silence while it is active, in the order given. Changes nothing. */
    public List<Labels> preview(SilenceRequest request, Collection<Labels> alerts) {
        return alerts.stream().filter(request::matches).toList();
    }

    /** Counted now. */
    public SilenceFigures figures() {
        Instant now = clock.now();
        Map<SilenceState, Integer> count = new EnumMap<>(SilenceState.class);
        int unusable = 0;
        for (Silence silence : byId.values()) {
            if (silence.defect() == null) {
                count.merge(silence.stateAt(now), 1, Integer::sum);
            } else {
                unusable++;
            }
        }
        return matches.figures(
                count.getOrDefault(SilenceState.PENDING, 0),
                count.getOrDefault(SilenceState.ACTIVE, 0),
                count.getOrDefault(SilenceState.EXPIRED, 0),
                unusable);
    }

    /** The router has forgotten the alert; so may we. */
    public void forget(Labels alert) {
        matches.forget(alert);
    }

    /** Removes what has outlived its retention. The store does so by itself: it was told the time. */
    public void removeExpired(Instant now) {
        List<Silence> outlived = new ArrayList<>();
        for (Silence silence : byId.values()) {
            if (!silence.expiresAt().isAfter(now)) {
                outlived.add(silence);
            }
        }
        for (Silence silence : outlived) {
            byId.remove(silence.id());
            matches.remove(silence.id());
            observer.silenceRemoved(silence);
        }
        matches.retire(now);
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
