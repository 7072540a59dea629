package tocsin.server.api;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.silence.MatcherText;
import tocsin.router.silence.Silence;

/**
 * The parameters of {@code GET /api/v2/silences}.
 *
 * @param filters a silence must have each of them among its matchers, to the letter
 */
record SilencesQuery(Set<MatcherText> filters, boolean active, boolean pending, boolean expired) {
    static SilencesQuery of(QueryParameters parameters, MatcherMode mode) {
        return new SilencesQuery(
                parameters.matchers("filter", mode, "").stream()
                        .map(SilenceJson::text)
                        .collect(Collectors.toUnmodifiableSet()),
                parameters.unlessDenied("active"),
                parameters.unlessDenied("pending"),
                parameters.unlessDenied("expired"));
    }

    boolean keeps(Silence silence, Instant now) {
        return keepsState(silence, now)
                && (filters.isEmpty()
                        || SilenceJson.matchers(silence)
                                .collect(Collectors.toSet())
                                .containsAll(filters));
    }

    private boolean keepsState(Silence silence, Instant now) {
        return switch (SilenceJson.state(silence, now)) {
            case ACTIVE -> active;
            case PENDING -> pending;
            case EXPIRED -> expired;
        };
    }
}
