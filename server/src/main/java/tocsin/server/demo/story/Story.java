package tocsin.server.demo.story;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the demo does next. Each act has its cue: what must be seen, counted from the act before, and for how long a
 * person then gets to look at it.
 */
final class Story {
    /** What the demo does. */
    enum Act {
        BREAK_API,
        SAY_DELIVERED,
        ADD_SILENCE,
        EXPLAIN,
        EXPIRE_SILENCE,
        MEND_API,
        SAY_THE_END
    }

    /** How somebody is told. */
    enum Way {
        MAIL,
        SLACK,
        WEBHOOK
    }

    /**
     * What is seen.
     *
     * @param firing ways by which somebody was told since the last act that the alert fires
     * @param resolved the same for its resolution
     */
    record Seen(AlertState state, Set<Way> firing, Set<Way> resolved) {}

    private record Cue(Predicate<Seen> seen, Duration pause, Act act) {}

    private static final Set<Way> ALL = Set.copyOf(EnumSet.allOf(Way.class));
    private static final List<Cue> FIRST = List.of(
            cue(seen -> true, 3, Act.BREAK_API),
            cue(seen -> seen.firing().containsAll(ALL), 0, Act.SAY_DELIVERED),
            cue(seen -> true, 3, Act.ADD_SILENCE),
            cue(seen -> seen.state() == AlertState.SILENCED, 5, Act.EXPLAIN),
            cue(seen -> true, 4, Act.EXPIRE_SILENCE),
            cue(seen -> seen.firing().contains(Way.MAIL), 2, Act.MEND_API),
            cue(seen -> seen.resolved().containsAll(ALL), 1, Act.SAY_THE_END));
    /** Over and over, with the silence left to the person who watches. */
    private static final List<Cue> ENCORE = List.of(
            cue(seen -> true, 30, Act.BREAK_API), cue(seen -> seen.state() != AlertState.INACTIVE, 22, Act.MEND_API));

    private final boolean withEncore;
    private List<Cue> cues = FIRST;
    private int next;
    private @Nullable Instant cuedAt;

    Story(boolean withEncore) {
        this.withEncore = withEncore;
    }

    private static Cue cue(Predicate<Seen> seen, long pauseSeconds, Act act) {
        return new Cue(seen, Duration.ofSeconds(pauseSeconds), act);
    }

    /** What to do now, if anything. An act counts as done when it was given. */
    Optional<Act> next(Seen seen, Instant now) {
        if (next == cues.size() && !turnPage()) {
            return Optional.empty();
        }
        Cue cue = cues.get(next);
        if (cuedAt == null && cue.seen().test(seen)) {
            cuedAt = now;
        }
        if (cuedAt == null || cuedAt.plus(cue.pause()).isAfter(now)) {
            return Optional.empty();
        }
        next++;
        cuedAt = null;
        return Optional.of(cue.act());
    }

    private boolean turnPage() {
        if (withEncore) {
            cues = ENCORE;
            next = 0;
        }
        return withEncore;
    }
}
