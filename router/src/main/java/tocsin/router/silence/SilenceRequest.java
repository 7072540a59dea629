package tocsin.router.silence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;

/**
 * What somebody asks for; nothing is judged yet.
 *
 * @param id of the silence to change; null for a new one
 * @param matcherSets in the order given, which counts when a silence is changed
 * @param startsAt null means now
 */
public record SilenceRequest(
        @Nullable String id,
        List<List<Matcher>> matcherSets,
        @Nullable Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Map<String, String> annotations) {
    public SilenceRequest {
        matcherSets = matcherSets.stream().map(List::copyOf).toList();
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
        annotations = new LinkedHashMap<>(annotations);
    }
}
