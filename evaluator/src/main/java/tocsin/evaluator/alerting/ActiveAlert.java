package tocsin.evaluator.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

/**
 * One alert of a rule as its rule sees it. Immutable; an alert that did not change keeps its object, so that a hundred
 * thousand steady alerts cost no garbage and snapshots can share them.
 *
 * @param labels identity, without external labels
 * @param value of the last sample, 0 for a native histogram
 * @param activeAt slot at which the condition was first seen
 * @param firedAt slot at which it began to fire; null while pending
 * @param resolvedAt slot at which a firing alert ended; set exactly while inactive
 * @param keepFiringSince first slot without the sample while {@code keep_firing_for} holds the alert; else null
 * @param lastSentAt instant of the last hand-over to the sink; null before the first one
 * @param validUntil end time that receivers outside were told with the last hand-over of the firing alert
 * @param witness who has seen it; not written down
 * @param clockAhead by how much the clock was set ahead since it began to fire; not written down
 */
public record ActiveAlert(
        Labels labels,
        Annotations annotations,
        double value,
        State state,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant keepFiringSince,
        @Nullable Instant lastSentAt,
        @Nullable Instant validUntil,
        Witness witness,
        Duration clockAhead) {

    /** By whose clock its times are told. */
    public enum Witness {
        /** All by that of this process. */
        HERE,
        /** All by that of a former process. */
        BEFORE,
        /** It began by that of a former process; the last change is by that of this one. */
        BEGUN_BEFORE
    }

    /** In the order in which a rule's state is the greatest of its alerts' states. */
    public enum State {
        /** Resolved, and kept for a while so that the resolution can be sent again. */
        INACTIVE,
        /** The condition holds, but not yet for {@code for}. */
        PENDING,
        FIRING
    }

    public ActiveAlert {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(annotations, "annotations");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(activeAt, "activeAt");
        Objects.requireNonNull(witness, "witness");
        Objects.requireNonNull(clockAhead, "clockAhead");
        if (state == State.INACTIVE && resolvedAt == null) {
            throw new IllegalArgumentException("an inactive alert needs resolvedAt: " + labels);
        }
        if (state == State.FIRING && firedAt == null) {
            throw new IllegalArgumentException("a firing alert needs firedAt: " + labels);
        }
    }

    /** Seen by this process. */
    public ActiveAlert(
            Labels labels,
            Annotations annotations,
            double value,
            State state,
            Instant activeAt,
            @Nullable Instant firedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant keepFiringSince,
            @Nullable Instant lastSentAt,
            @Nullable Instant validUntil) {
        this(
                labels,
                annotations,
                value,
                state,
                activeAt,
                firedAt,
                resolvedAt,
                keepFiringSince,
                lastSentAt,
                validUntil,
                Witness.HERE,
                Duration.ZERO);
    }

    public void writeTo(BinaryWriter out) {
        out.nameValues(labels);
        out.nameValues(annotations);
        out.real(value);
        out.constant(state);
        out.instant(activeAt);
        out.optional(firedAt, BinaryWriter::instant);
        out.optional(resolvedAt, BinaryWriter::instant);
        out.optional(keepFiringSince, BinaryWriter::instant);
        out.optional(lastSentAt, BinaryWriter::instant);
        out.optional(validUntil, BinaryWriter::instant);
    }

    public static ActiveAlert readFrom(BinaryReader in) {
        return new ActiveAlert(
                in.labels(),
                in.annotations(),
                in.real(),
                in.constant(State.class),
                in.instant(),
                in.optional(BinaryReader::instant),
                in.optional(BinaryReader::instant),
                in.optional(BinaryReader::instant),
                in.optional(BinaryReader::instant),
                in.optional(BinaryReader::instant));
    }

    static ActiveAlert pending(Occurrence occurrence, Instant activeAt) {
        return new ActiveAlert(
                occurrence.labels(),
                occurrence.annotations(),
                occurrence.value(),
                State.PENDING,
                activeAt,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * An alert that its rule has lost while others still know that it fires. Its value is not known any more.
     *
     * @param labels without external labels
     */
    public static ActiveAlert firingSince(Alert known, Labels labels, Instant activeAt) {
        return new ActiveAlert(
                labels,
                known.annotations(),
                Double.NaN,
                State.FIRING,
                activeAt,
                known.startsAt(),
                null,
                null,
                null,
                null);
    }

    public boolean isFiring() {
        return state == State.FIRING;
    }

    /** Pending or firing: what the API lists. */
    public boolean isActive() {
        return state != State.INACTIVE;
    }

    /** Receivers may still believe that it fires, or need to hear of its end: it has fired. */
    boolean hasFired() {
        return state != State.PENDING;
    }

    ActiveAlert seen(Occurrence occurrence) {
        boolean same = Double.doubleToLongBits(value) == Double.doubleToLongBits(occurrence.value())
                && keepFiringSince == null
                && annotations.equals(occurrence.annotations());
        return same
                ? this
                : new ActiveAlert(
                        labels,
                        occurrence.annotations(),
                        occurrence.value(),
                        state,
                        activeAt,
                        firedAt,
                        resolvedAt,
                        null,
                        lastSentAt,
                        validUntil,
                        witness,
                        clockAhead);
    }

    ActiveAlert activeSince(Instant since) {
        return new ActiveAlert(
                labels, annotations, value, state, since, firedAt, resolvedAt, keepFiringSince, lastSentAt, validUntil);
    }

    public ActiveAlert fired(Instant at) {
        return new ActiveAlert(
                labels, annotations, value, State.FIRING, activeAt, at, null, keepFiringSince, lastSentAt, validUntil);
    }

    ActiveAlert backToPending() {
        return new ActiveAlert(
                labels,
                annotations,
                value,
                State.PENDING,
                activeAt,
                null,
                null,
                null,
                null,
                null,
                witness,
                Duration.ZERO);
    }

    ActiveAlert keptSince(Instant since) {
        return since.equals(keepFiringSince)
                ? this
                : new ActiveAlert(
                        labels,
                        annotations,
                        value,
                        state,
                        activeAt,
                        firedAt,
                        resolvedAt,
                        since,
                        lastSentAt,
                        validUntil,
                        changedHere(),
                        clockAhead);
    }

    /** Nobody was told of the end yet, whatever was told of the alert before. */
    ActiveAlert resolved(Instant at) {
        return new ActiveAlert(
                labels,
                annotations,
                value,
                State.INACTIVE,
                activeAt,
                firedAt,
                at,
                null,
                null,
                validUntil,
                changedHere(),
                clockAhead);
    }

    private Witness changedHere() {
        return witness == Witness.HERE ? Witness.HERE : Witness.BEGUN_BEFORE;
    }

    ActiveAlert sent(@Nullable Instant at, @Nullable Instant until) {
        return new ActiveAlert(
                labels,
                annotations,
                value,
                state,
                activeAt,
                firedAt,
                resolvedAt,
                keepFiringSince,
                at,
                until,
                witness,
                clockAhead);
    }

    /**
     * As after a restart: what was told to whom is not known for certain, so it is told again, and its times are told by the
     * clock of the former process.
     */
    public ActiveAlert restored() {
        return new ActiveAlert(
                labels,
                annotations,
                value,
                state,
                activeAt,
                firedAt,
                resolvedAt,
                keepFiringSince,
                null,
                validUntil,
                Witness.BEFORE,
                Duration.ZERO);
    }

    /**
     * As an alert leaves whose rule does not speak for it any more: it ends when the last promise to the receivers ends. What
     * a former process has promised after it wrote the alert down is not known, so that one ends now at the earliest.
     */
    ActiveAlert leaving(Instant now) {
        Instant fallback = firedAt == null ? activeAt : firedAt;
        Instant promised = validUntil == null ? fallback : validUntil;
        return resolved(lastSentAt == null && promised.isBefore(now) ? now : promised);
    }

    /** When it last changed its state. */
    Instant lastChange() {
        if (resolvedAt != null) {
            return resolvedAt;
        }
        if (keepFiringSince != null) {
            return keepFiringSince;
        }
        return firedAt == null ? activeAt : firedAt;
    }

    /**
     * The same history on a wall clock that was set. What is counted from goes with the clock. When the alert began to fire goes
     * back with it, and ahead as far as it went back before: what fires does not begin later because a machine was suspended.
     * What was promised goes back with the clock and never ahead, so that it is renewed in time.
     */
    ActiveAlert moved(ClockStep step) {
        Duration begun = witness == Witness.HERE ? step.here() : step.before();
        Duration changed = witness == Witness.BEFORE ? step.before() : step.here();
        Duration promised = ClockStep.back(lastSentAt == null ? changed : step.here());
        Duration ahead = state == State.PENDING ? Duration.ZERO : clockAhead.plus(begun);
        Duration start = state == State.PENDING ? begun : ClockStep.back(ahead).minus(ClockStep.back(clockAhead));
        return new ActiveAlert(
                labels,
                annotations,
                value,
                state,
                activeAt.plus(start),
                later(firedAt, start),
                later(resolvedAt, changed),
                later(keepFiringSince, changed),
                later(lastSentAt, promised),
                later(validUntil, promised),
                witness,
                ahead);
    }

    /** {@link ActiveAlerts#begun}. */
    ActiveAlert begun(ClockStep step, Instant now) {
        return lastChange().isAfter(now)
                ? moved(step)
                : new ActiveAlert(
                        labels,
                        annotations,
                        value,
                        state,
                        activeAt,
                        firedAt,
                        resolvedAt,
                        keepFiringSince,
                        lastSentAt,
                        validUntil);
    }

    /** Whether what is written down of both is the same, apart from what was promised. */
    boolean isToldAs(ActiveAlert other) {
        return activeAt.equals(other.activeAt)
                && Objects.equals(firedAt, other.firedAt)
                && Objects.equals(resolvedAt, other.resolvedAt)
                && Objects.equals(keepFiringSince, other.keepFiringSince);
    }

    private static @Nullable Instant later(@Nullable Instant time, Duration by) {
        return time == null ? null : time.plus(by);
    }
}
