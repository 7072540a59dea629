package tocsin.router.silence;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.state.Table;

/**
 * A silence: alerts that match any of its matcher sets are not notified from start to end. Immutable; an edit makes a new
 * version, perhaps under a new id.
 *
 * @param id a random UUID, given by the server
 * @param matcherSets at least one, each with at least one matcher; an alert is silenced when all matchers of one set match
 * @param updatedAt when this version was made
 * @param annotations in the order given; may be empty
 * @param expiresAt when it is forgotten: its end and the retention at the time of writing
 */
public record Silence(
        String id,
        List<List<Matcher>> matcherSets,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        Map<String, String> annotations,
        Instant expiresAt) {
    public static final Table<Silence> TABLE = Table.lastWriterWins("silences");

    public Silence {
        Objects.requireNonNull(id, "id");
        matcherSets = matcherSets.stream().map(List::copyOf).toList();
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Still active at the very instant of its end. */
    public SilenceState stateAt(Instant now) {
        if (now.isBefore(startsAt)) {
            return SilenceState.PENDING;
        }
        return now.isAfter(endsAt) ? SilenceState.EXPIRED : SilenceState.ACTIVE;
    }

    /** Whether its matchers match, whatever the time. */
    public boolean matches(Labels alert) {
        return matcherSets.stream().anyMatch(set -> set.stream().allMatch(matcher -> matcher.matches(alert)));
    }
}
