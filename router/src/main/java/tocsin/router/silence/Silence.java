package tocsin.router.silence;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.state.Table;

/**
 * A silence: alerts that match any of its matcher sets are not notified from start to end. Immutable; an edit makes a new
 * version, perhaps under a new id.
 *
 * @param id a random UUID, given by the server
 * @param matcherSets at least one, each with at least one matcher; an alert is silenced when all matchers of one set match.
 *     Empty when there is a defect
 * @param updatedAt when this version was made; later than that of every earlier version of this id, also when the clock
 *     was set back
 * @param annotations in the order given; may be empty
 * @param expiresAt when it is forgotten: its end and the retention at the time of writing
 * @param defect why this silence has no effect; null for nearly all
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
        Instant expiresAt,
        @Nullable Defect defect) {
    public static final Table<Silence> TABLE = Table.lastWriterWins("silences", SilenceFormat.CODEC);

    /**
     * A stored silence whose matchers cannot be used, for instance since the dialect of regular expressions has changed.
     * It silences nothing, and neither does it get in the way of others: it is listed, forgotten when its time comes, and
     * replaced by an edit.
     *
     * @param written its matchers, for people to read and for the store to write again
     * @param problem what is wrong with them
     */
    public record Defect(List<List<MatcherText>> written, String problem) {
        public Defect {
            written = written.stream().map(List::copyOf).toList();
            Objects.requireNonNull(problem, "problem");
        }
    }

    /** @throws IllegalArgumentException for a silence without matchers, which would mute everything */
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
        if ((defect == null) == withoutMatchers(matcherSets)) {
            throw new IllegalArgumentException(
                    "silence %s: it needs usable matchers or a defect, and not both".formatted(id));
        }
    }

    /** A silence that can be used. */
    public Silence(
            String id,
            List<List<Matcher>> matcherSets,
            Instant startsAt,
            Instant endsAt,
            Instant updatedAt,
            String createdBy,
            String comment,
            Map<String, String> annotations,
            Instant expiresAt) {
        this(id, matcherSets, startsAt, endsAt, updatedAt, createdBy, comment, annotations, expiresAt, null);
    }

    /**
     * From its written form: for stores and importers, which must not lose all silences for one. Never fails for its
     * matchers; when they cannot be used, the silence has a defect.
     */
    public static Silence ofWritten(
            String id,
            List<List<MatcherText>> matcherSets,
            Instant startsAt,
            Instant endsAt,
            Instant updatedAt,
            String createdBy,
            String comment,
            Map<String, String> annotations,
            Instant expiresAt) {
        List<List<Matcher>> usable = List.of();
        Defect defect = null;
        try {
            usable = MatcherText.compile(matcherSets);
            defect = withoutMatchers(usable) ? new Defect(matcherSets, "a set of matchers is empty") : null;
        } catch (IllegalArgumentException e) {
            defect = new Defect(matcherSets, String.valueOf(e.getMessage()));
        }
        return new Silence(
                id,
                defect == null ? usable : List.of(),
                startsAt,
                endsAt,
                updatedAt,
                createdBy,
                comment,
                annotations,
                expiresAt,
                defect);
    }

    private static boolean withoutMatchers(List<List<Matcher>> sets) {
        return sets.isEmpty() || sets.stream().anyMatch(List::isEmpty);
    }

    /** Still active at the very instant of its end. */
    public SilenceState stateAt(Instant now) {
        if (defect != null || now.isAfter(endsAt)) {
            return SilenceState.EXPIRED;
        }
        return now.isBefore(startsAt) ? SilenceState.PENDING : SilenceState.ACTIVE;
    }

    /** Whether its matchers match, whatever the time. */
    public boolean matches(Labels alert) {
        return matcherSets.stream().anyMatch(set -> set.stream().allMatch(matcher -> matcher.matches(alert)));
    }

    /** Over at that instant; a silence that was still to begin begins then, too. */
    Silence endedAt(Instant now, Instant forgottenAt) {
        return new Silence(
                id,
                matcherSets,
                startsAt.isAfter(now) ? now : startsAt,
                now,
                nextUpdate(now),
                createdBy,
                comment,
                annotations,
                forgottenAt);
    }

    /** Everything but matchers as requested; one that is under way keeps its start to the nanosecond. */
    Silence edited(SilenceRequest request, Instant now, Instant forgottenAt) {
        return new Silence(
                id,
                matcherSets,
                stateAt(now) == SilenceState.ACTIVE ? startsAt : request.startAt(now),
                request.endsAt(),
                nextUpdate(now),
                request.createdBy(),
                request.comment(),
                request.annotations(),
                forgottenAt);
    }

    /** The later version wins wherever two meet, and the clock may have been set back in between. */
    private Instant nextUpdate(Instant now) {
        return now.isAfter(updatedAt) ? now : updatedAt.plusNanos(1);
    }
}
