package tocsin.evaluator.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * Collects the next moment of a rule's alerts. All comparisons with the evaluation time are made against bounds that are
 * computed once, so that an unchanged alert allocates nothing but its place in the map.
 */
final class Step {
    private final AlertPolicy policy;
    private final Instant evalTime;
    private final Instant sendTime;
    private final Instant heldIfActiveBy;
    private final Instant keptIfAbsentAfter;
    private final Instant dueIfSentBefore;
    private final Instant dueIfSentAfter;
    private final Instant forgottenIfResolvedBefore;
    private final Instant validUntil;
    private final Map<Labels, ActiveAlert> next;
    private final List<ActiveAlert> toSend = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private int stillKnown;
    private int count;

    Step(AlertPolicy policy, Instant evalTime, Instant sendTime, int expected) {
        this.policy = policy;
        this.evalTime = evalTime;
        this.sendTime = sendTime;
        heldIfActiveBy = evalTime.minus(policy.holdDuration());
        keptIfAbsentAfter = evalTime.minus(policy.keepFiringFor());
        dueIfSentBefore = sendTime.minus(policy.resendDelay());
        dueIfSentAfter = sendTime.plus(policy.validity());
        forgottenIfResolvedBefore = evalTime.minus(ActiveAlerts.RESOLVED_RETENTION);
        validUntil = dueIfSentAfter;
        next = new LinkedHashMap<>((int) (expected / 0.75f) + 1);
    }

    /** @return false when an occurrence with the same labels was here before */
    boolean present(@Nullable ActiveAlert before, Occurrence occurrence) {
        boolean goesOn = before != null && before.isActive();
        ActiveAlert seen =
                before != null && goesOn ? before.seen(occurrence) : ActiveAlert.pending(occurrence, evalTime);
        count++;
        if (before != null) {
            stillKnown++;
        }
        return put(before, hold(seen)) == null;
    }

    int stillKnown() {
        return stillKnown;
    }

    /** Active alerts, kept ones included: what the limit is about. */
    int count() {
        return count;
    }

    void absentUnlessSeen(ActiveAlert alert) {
        if (next.containsKey(alert.labels())) {
            return;
        }
        switch (alert.state()) {
            case PENDING -> transitions.add(new Transition(alert, null));
            case INACTIVE -> retain(alert);
            case FIRING -> endUnlessKept(alert);
        }
    }

    /** Leaves the state alone; only what is due is sent. */
    void keep(ActiveAlert alert) {
        boolean worthSending = alert.isFiring()
                || (alert.state() == ActiveAlert.State.INACTIVE && (alert.lastSentAt() == null || !isOld(alert)));
        next.put(alert.labels(), worthSending ? sendIfDue(alert) : alert);
    }

    Advance finish() {
        return new Advance(ActiveAlerts.ofMap(next), toSend, transitions, null);
    }

    private void retain(ActiveAlert alert) {
        if (isOld(alert)) {
            transitions.add(new Transition(alert, null));
        } else {
            put(alert, alert);
        }
    }

    private boolean isOld(ActiveAlert alert) {
        Instant resolvedAt = alert.resolvedAt();
        return resolvedAt != null && resolvedAt.isBefore(forgottenIfResolvedBefore);
    }

    private void endUnlessKept(ActiveAlert alert) {
        Instant since = alert.keepFiringSince() == null ? evalTime : alert.keepFiringSince();
        if (!policy.keepFiringFor().isZero() && since.isAfter(keptIfAbsentAfter)) {
            count++;
            put(alert, hold(alert.keptSince(since)));
        } else {
            put(alert, alert.resolved(evalTime));
        }
    }

    private ActiveAlert hold(ActiveAlert alert) {
        boolean held = !alert.activeAt().isAfter(heldIfActiveBy);
        if (alert.state() == ActiveAlert.State.PENDING && held) {
            return alert.fired(evalTime);
        }
        if (alert.isFiring() && !held && firedTooEarly(alert)) {
            // Receivers know it as firing; nothing else will tell them that it is not, now that `for` was raised.
            toSend.add(alert.leaving(evalTime));
            return alert.backToPending();
        }
        return alert;
    }

    /** Under a smaller {@code for} than today's. On a clock that was set back this stays false, unlike the bound alone. */
    private boolean firedTooEarly(ActiveAlert alert) {
        Instant firedAt = alert.firedAt();
        return firedAt != null && Duration.between(alert.activeAt(), firedAt).compareTo(policy.holdDuration()) < 0;
    }

    private @Nullable ActiveAlert put(@Nullable ActiveAlert before, ActiveAlert after) {
        ActiveAlert sent = after.hasFired() ? sendIfDue(after) : after;
        if (isTransition(before, sent)) {
            transitions.add(new Transition(before, sent));
        }
        return next.put(sent.labels(), sent);
    }

    private static boolean isTransition(@Nullable ActiveAlert before, ActiveAlert after) {
        return before == null
                || before.state() != after.state()
                || !before.activeAt().equals(after.activeAt())
                || (before.keepFiringSince() == null) != (after.keepFiringSince() == null);
    }

    private ActiveAlert sendIfDue(ActiveAlert alert) {
        if (!isDue(alert)) {
            return alert;
        }
        ActiveAlert sent = alert.sent(sendTime, alert.isFiring() ? validUntil : alert.validUntil());
        toSend.add(sent);
        return sent;
    }

    /**
     * A hand-over may lie a little ahead, when an alert was kept alive while its evaluation was late; one that lies far
     * ahead happened before the clock was set back and must not silence the alert until then.
     */
    private boolean isDue(ActiveAlert alert) {
        Instant last = alert.lastSentAt();
        return last == null || last.isBefore(dueIfSentBefore) || last.isAfter(dueIfSentAfter);
    }
}
