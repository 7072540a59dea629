package tocsin.router.silence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * What somebody asks for; nothing is judged yet.
 *
 * @param id of the silence to change; null (or empty) for a new one
 * @param matcherSets in the order given, which counts when a silence is changed
 * @param startsAt null (or Go's zero time) means now
 */
public record SilenceRequest(
        @Nullable String id,
        List<List<Matcher>> matcherSets,
        @Nullable Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {
    /** What a Go client sends for a time that it has not set. */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    public SilenceRequest {
        id = id == null || id.isEmpty() ? null : id;
        matcherSets = matcherSets.stream().map(List::copyOf).toList();
        startsAt = GO_ZERO.equals(startsAt) ? null : startsAt;
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
        annotations = new LinkedHashMap<>(annotations);
    }

    /** The same in another's name. */
    public SilenceRequest by(String author) {
        return new SilenceRequest(id, matcherSets, startsAt, endsAt, author, comment, annotations);
    }

    Instant startAt(Instant now) {
        return startsAt == null ? now : startsAt;
    }

    /** Whether it names the alert, whatever the time; nothing is named by a set without matchers. Any thread. */
    public boolean matches(Labels alert) {
        return matcherSets.stream()
                .anyMatch(set -> !set.isEmpty() && set.stream().allMatch(matcher -> matcher.matches(alert)));
    }
}
