package tocsin.router.silence;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * <p>A change is in force at once, and acknowledged when the journal has written it. One that cannot be written is taken back:
 * whoever made it was told that it failed, and must not find somebody silenced by it, now or after a restart. Whether a silence is in force is
 * computed from its times and the time of the question, so nothing happens when it begins or ends.
 */
public final class Silences implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

    private final StateJournal journal;
    private final Clock clock;
    private final SilenceOptions options;
    private final SilenceObserver observer;
    private final SilenceRules rules;
    private final SilenceAudit audit;
    private final SilenceMatches matches = new SilenceMatches();
    private final Map<String, Silence> byId = new HashMap<>();
    /** What stood before the changes that nobody has acknowledged yet; empty where there was nothing. */
    private final Map<String, Optional<Silence>> acknowledged = new HashMap<>();

    private Future<Void> lastWrite = Future.succeededFuture();

    public Silences(StateJournal journal, Clock clock, SilenceOptions options, SilenceObserver observer) {
        this.journal = journal;
        this.clock = clock;
        this.options = options;
        this.observer = observer;
        this.rules = new SilenceRules(options.names(), options.minMatchers());
        this.audit = new SilenceAudit(journal, options.auditRecords(), observer);
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore() {
        Instant now = clock.now();
        return journal.restore(Silence.TABLE, silence -> replay(silence, now)).compose(done -> audit.restore());
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
    public Future<SilenceOutcome> set(SilenceRequest request, ChangeOrigin origin) {
        Instant now = clock.now();
        return decide(request, now)
                .fold(
                        refuse -> refuse(request, refuse.reason(), origin, now),
                        notFound -> Future.succeededFuture(new SilenceOutcome.Unknown(notFound.id())),
                        edit -> edit(edit, origin, now),
                        make -> make(make, origin, now));
    }

    /** What {@link #set} would answer now. Changes nothing; the id of a silence that would be new is none that will be. */
    public SilenceOutcome rehearse(SilenceRequest request) {
        return decide(request, clock.now())
                .fold(
                        refuse -> new SilenceOutcome.Refused(refuse.reason()),
                        notFound -> new SilenceOutcome.Unknown(notFound.id()),
                        edit -> new SilenceOutcome.Accepted(edit.edited()),
                        make -> new SilenceOutcome.Accepted(make.made()));
    }

    /** Every limit is checked before an old silence is touched. */
    private SilenceDecision decide(SilenceRequest request, Instant now) {
        String problem = rules.problem(request, now);
        if (problem != null) {
            return new SilenceDecision.Refuse(problem);
        }
        Silence old = request.id() == null ? null : byId.get(request.id());
        if (request.id() != null && old == null) {
            return new SilenceDecision.NotFound(request.id());
        }
        if (old != null && SilenceRules.keepsId(old, request, now)) {
            Silence edited = old.edited(request, now, options.forgottenAt(request.endsAt()));
            return orRefuse(options.problem(edited), new SilenceDecision.Edit(old, edited));
        }
        Silence made = made(request, now);
        String tooMany = tooMany();
        return orRefuse(tooMany == null ? options.problem(made) : tooMany, new SilenceDecision.Make(old, made));
    }

    private static SilenceDecision orRefuse(@Nullable String problem, SilenceDecision decision) {
        return problem == null ? decision : new SilenceDecision.Refuse(problem);
    }

    private Future<SilenceOutcome> refuse(SilenceRequest request, String reason, ChangeOrigin origin, Instant now) {
        audit.refused(request, origin, now, reason);
        return Future.succeededFuture(new SilenceOutcome.Refused(reason));
    }

    private Future<SilenceOutcome> edit(SilenceDecision.Edit edit, ChangeOrigin origin, Instant now) {
        put(edit.edited(), now);
        audit.changed(AuditRecord.Action.UPDATED, origin, now, edit.old(), edit.edited());
        return written(List.of(edit.edited()), origin);
    }

    private Future<SilenceOutcome> make(SilenceDecision.Make make, ChangeOrigin origin, Instant now) {
        Silence old = make.replaced();
        List<Silence> changed = new ArrayList<>();
        if (old != null && old.stateAt(now) != SilenceState.EXPIRED) {
            changed.add(ended(old, now));
        }
        changed.add(make.made());
        changed.forEach(silence -> put(silence, now));
        AuditRecord.Action action = old == null ? AuditRecord.Action.CREATED : AuditRecord.Action.REPLACED;
        audit.changed(action, origin, now, old, make.made());
        return written(changed, origin);
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

    /**
     * Ends a silence now. One that has ended already stays as it is.
     *
     * @return done when the end is in the store; fails when it cannot be known to be there
     */
    public Future<SilenceOutcome> expire(String id, ChangeOrigin origin) {
        Silence old = byId.get(id);
        if (old == null) {
            return Future.succeededFuture(new SilenceOutcome.Unknown(id));
        }
        Instant now = clock.now();
        if (old.stateAt(now) == SilenceState.EXPIRED) {
            // Its end may be on its way to the disk only, or not come there: who asks for it again is told the truth as
            // well.
            return lastWrite.transform(
                    result -> old.equals(byId.get(id)) ? written(List.of(old), origin) : expire(id, origin));
        }
        Silence ended = ended(old, now);
        put(ended, now);
        audit.changed(AuditRecord.Action.EXPIRED, origin, now, old, ended);
        return written(List.of(ended), origin);
    }

    private Silence ended(Silence old, Instant now) {
        return old.endedAt(now, options.forgottenAt(now));
    }

    private void put(Silence silence, Instant now) {
        acknowledged.putIfAbsent(silence.id(), Optional.ofNullable(byId.get(silence.id())));
        hold(silence, now);
        journal.promise(Silence.TABLE, silence.id(), silence, silence.expiresAt());
    }

    /** @param changed the last is the one to answer with */
    private Future<SilenceOutcome> written(List<Silence> changed, ChangeOrigin origin) {
        Future<Void> write = journal.commit();
        lastWrite = write.onSuccess(done -> changed.forEach(this::acknowledge))
                .onFailure(cause -> takeBack(changed, origin, cause));
        return lastWrite.map(new SilenceOutcome.Accepted(changed.get(changed.size() - 1)));
    }

    private void acknowledge(Silence written) {
        if (written.equals(byId.get(written.id()))) {
            acknowledged.remove(written.id());
        } else {
            acknowledged.replace(written.id(), Optional.of(written));
        }
    }

    /** At once: whoever is told that it failed must not find it in force after a crash. */
    private void takeBack(List<Silence> unwritten, ChangeOrigin origin, Throwable cause) {
        unwritten.forEach(silence -> takeBack(silence, origin, cause));
        journal.commit();
    }

    /** Unless somebody has changed it since: that one's write decides. Perhaps it is on the disk all the same, so that is undone, too. */
    private void takeBack(Silence unwritten, ChangeOrigin origin, Throwable cause) {
        String id = unwritten.id();
        if (!unwritten.equals(byId.get(id)) || !acknowledged.containsKey(id)) {
            return;
        }
        Instant now = clock.now();
        Optional<Silence> before = Objects.requireNonNull(acknowledged.remove(id));
        if (before.isPresent()) {
            hold(before.get(), now);
            journal.promise(Silence.TABLE, id, before.get(), before.get().expiresAt());
        } else {
            byId.remove(id);
            matches.remove(id);
            journal.promiseRemoval(Silence.TABLE, id);
        }
        audit.takenBack(unwritten, origin, now, "it could not be written: " + cause.getMessage());
    }

    /** The last changes and refusals, the newest first. */
    public List<AuditRecord> audit(int limit) {
        return audit.latest(record -> true, limit);
    }

    /** Those of one silence: what made it, what it replaced, what replaced it, and all in between. */
    public List<AuditRecord> audit(String id, int limit) {
        return audit.latest(record -> record.concerns(id), limit);
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
            acknowledged.remove(silence.id());
            audit.changed(AuditRecord.Action.FORGOTTEN, ChangeOrigin.PROCESS, now, silence, null);
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
