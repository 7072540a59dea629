package tocsin.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One alert instance as the router knows it.
 *
 * @param labels identity; at least one
 * @param startsAt when it began to fire
 * @param endsAt null while no end is known. An alert received by API always has one (its sender's, or the resolve
 *     timeout). A firing alert of an own rule has none: only its rule ends it, so that neither a late timer nor a
 *     suspended machine looks like recovery.
 * @param generatorUrl where a person sees the cause; empty when unknown
 * @param updatedAt when this version was received
 * @param timeout whether {@code endsAt} was filled in from the resolve timeout
 * @param origin who may end it
 */
public record Alert(
        Labels labels,
        Annotations annotations,
        Instant startsAt,
        @Nullable Instant endsAt,
        String generatorUrl,
        Instant updatedAt,
        boolean timeout,
        Origin origin) {

    /** Who may end an alert. */
    public enum Origin {
        /** Posted by API: ends when its end time passes. */
        API,
        /** Of a rule evaluated in this process: ends only by that rule's word. */
        RULE
    }

    public Alert {
        Objects.requireNonNull(annotations, "annotations");
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(generatorUrl, "generatorUrl");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(origin, "origin");
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("an alert needs at least one label");
        }
        if (endsAt != null && endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("endsAt %s is before startsAt %s".formatted(endsAt, startsAt));
        }
    }

    /** Resolved from the instant of its end on. */
    public boolean resolvedAt(Instant now) {
        return endsAt != null && !endsAt.isAfter(now);
    }

    public String name() {
        return labels.getOrEmpty(Labels.ALERT_NAME);
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    public Alert withEndsAt(@Nullable Instant end) {
        return new Alert(labels, annotations, startsAt, end, generatorUrl, updatedAt, timeout, origin);
    }
}
