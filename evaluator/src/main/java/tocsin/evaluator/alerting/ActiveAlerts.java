package tocsin.evaluator.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * All alerts of one alerting rule at one moment, and the state machine that makes the next moment of them.
 *
 * <p>An immutable value. Each step builds a new map and shares the alerts that did not change: a step that fails leaves
 * nothing half done, and a reader on another thread needs no copy. Times are slots, never the wall clock. A pending alert
 * whose condition still holds at the first slot after missed ones (overrun, downtime) counts as having held all the time, as in
 * Prometheus: {@code for} is the distance between slots, not a number of evaluations. Where the wall clock was set, its times
 * are {@link #moved}.
 */
public final class ActiveAlerts {
    /** How long a resolved alert is kept and sent again, so that a lost message does not leave it firing elsewhere. */
    static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

    private static final ActiveAlerts NONE = new ActiveAlerts(new LinkedHashMap<>());

    private final Map<Labels, ActiveAlert> byLabels;
    private final int pending;
    private final int firing;

    private ActiveAlerts(Map<Labels, ActiveAlert> byLabels) {
        this.byLabels = Collections.unmodifiableMap(byLabels);
        int pendingCount = 0;
        int firingCount = 0;
        for (ActiveAlert alert : byLabels.values()) {
            switch (alert.state()) {
                case PENDING -> pendingCount++;
                case FIRING -> firingCount++;
                case INACTIVE -> {}
            }
        }
        this.pending = pendingCount;
        this.firing = firingCount;
    }

    public static ActiveAlerts none() {
        return NONE;
    }

    /** Alerts that were kept somewhere else; of two with the same labels the later one in the list wins. */
    public static ActiveAlerts of(Collection<ActiveAlert> alerts) {
        Map<Labels, ActiveAlert> byLabels = new LinkedHashMap<>();
        alerts.forEach(alert -> byLabels.put(alert.labels(), alert));
        return byLabels.isEmpty() ? NONE : new ActiveAlerts(byLabels);
    }

    /** Every alert, those resolved a while ago included. Unmodifiable; any thread. */
    public Collection<ActiveAlert> all() {
        return byLabels.values();
    }

    /** Pending and firing alerts, as the API lists them. */
    public List<ActiveAlert> active() {
        return byLabels.values().stream().filter(ActiveAlert::isActive).toList();
    }

    public @Nullable ActiveAlert get(Labels labels) {
        return byLabels.get(labels);
    }

    public boolean isEmpty() {
        return byLabels.isEmpty();
    }

    public int pending() {
        return pending;
    }

    public int firing() {
        return firing;
    }

    /** The greatest state of the alerts; inactive when there is none. */
    public ActiveAlert.State state() {
        if (firing > 0) {
            return ActiveAlert.State.FIRING;
        }
        return pending > 0 ? ActiveAlert.State.PENDING : ActiveAlert.State.INACTIVE;
    }

    /**
     * One evaluation.
     *
     * @param evalTime the slot
     * @param sendTime the slot, too, unless the evaluation is so late that end times counted from it would run out early
     * @param result all of it, one occurrence per sample
     * @return with an error and unchanged alerts when two occurrences have the same labels; with an error and no alerts
     *     when there are more than the limit: what had fired then leaves
     */
    public Advance advance(AlertPolicy policy, Instant evalTime, Instant sendTime, List<Occurrence> result) {
        Step step = new Step(policy, evalTime, sendTime, Math.max(result.size(), byLabels.size()));
        for (Occurrence occurrence : result) {
            if (!step.present(byLabels.get(occurrence.labels()), occurrence)) {
                return unchanged("vector contains metrics with the same labelset after applying alert labels");
            }
        }
        // Each present alert that was known has replaced itself; with equal counts nothing can be absent.
        if (step.stillKnown() < byLabels.size()) {
            byLabels.values().forEach(step::absentUnlessSeen);
        }
        if (policy.limit() > 0 && step.count() > policy.limit()) {
            return withoutAlerts(
                    "exceeded limit of %d with %d alerts".formatted(policy.limit(), step.count()), evalTime);
        }
        return step.finish();
    }

    /**
     * What is due to be sent while the rule cannot be evaluated: firing alerts stay what they are and get a fresh end
     * time, so that a failing data source never looks like recovery.
     *
     * @param now slot of the failed evaluation, or wall time when even that is overdue
     */
    public Advance keepAlive(AlertPolicy policy, Instant now) {
        Step step = new Step(policy, now, now, byLabels.size());
        byLabels.values().forEach(step::keep);
        Advance kept = step.finish();
        return kept.toSend().isEmpty() ? new Advance(this, List.of(), List.of(), null) : kept;
    }

    /** Whether some alert was never handed over in this process; so it is right after a restart. */
    public boolean hasUnsent() {
        return byLabels.values().stream().anyMatch(alert -> alert.hasFired() && alert.lastSentAt() == null);
    }

    /** The latest instant at which some alert changed its state; {@link Instant#MIN} without alerts. */
    public Instant lastChange() {
        return byLabels.values().stream()
                .map(ActiveAlert::lastChange)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /**
     * The same history on a wall clock that was set: without this a pending alert would wait for the old time to come again, or
     * {@code for} and {@code keep_firing_for} would count time that did not pass. Steps that undo each other leave every alert
     * as it was.
     */
    public Advance moved(ClockStep step) {
        return step.isNone() ? new Advance(this, List.of(), List.of(), null) : changed(alert -> alert.moved(step));
    }

    /**
     * The history of a former process on the clock on which this one begins. What lies before its start may be right, whatever
     * others were told by, and counts from there; what lies after it is told earlier.
     *
     * @param now the start
     */
    public ActiveAlerts begun(ClockStep step, Instant now) {
        return step.isNone() ? this : changed(alert -> alert.begun(step, now)).alerts();
    }

    /** @param change null for an alert that stays as it is */
    private Advance changed(Function<ActiveAlert, @Nullable ActiveAlert> change) {
        Map<Labels, ActiveAlert> next = new LinkedHashMap<>(byLabels);
        List<Transition> transitions = new ArrayList<>();
        for (ActiveAlert alert : byLabels.values()) {
            @Nullable ActiveAlert changed = change.apply(alert);
            if (changed != null) {
                next.put(alert.labels(), changed);
                if (!changed.isToldAs(alert)) {
                    transitions.add(new Transition(alert, changed));
                }
            }
        }
        return new Advance(ofMap(next), List.of(), transitions, null);
    }

    /**
     * Pending alerts of which somebody else knows how long they have been active.
     *
     * @param since null for an alert that stays as it is
     */
    public Advance pendingSince(Function<ActiveAlert, @Nullable Instant> since) {
        return changed(alert -> {
            Instant known = alert.state() == ActiveAlert.State.PENDING ? since.apply(alert) : null;
            return known == null ? null : alert.activeSince(known);
        });
    }

    /**
     * What is left to do when the rule is gone: what receivers believe to be firing ends as {@link ActiveAlert#leaving} says,
     * and an end that nobody was told of in this process is told.
     */
    public Advance leave(Instant now) {
        return withoutAlerts(null, now);
    }

    private Advance unchanged(String error) {
        return new Advance(this, List.of(), List.of(), error);
    }

    private Advance withoutAlerts(@Nullable String error, Instant now) {
        List<ActiveAlert> leaving = byLabels.values().stream()
                .filter(alert -> alert.isFiring() || (alert.hasFired() && alert.lastSentAt() == null))
                .map(alert -> alert.isFiring() ? alert.leaving(now) : alert)
                .toList();
        List<Transition> transitions = byLabels.values().stream()
                .map(alert -> new Transition(alert, null))
                .toList();
        return new Advance(NONE, leaving, transitions, error);
    }

    static ActiveAlerts ofMap(Map<Labels, ActiveAlert> byLabels) {
        return byLabels.isEmpty() ? NONE : new ActiveAlerts(byLabels);
    }
}
