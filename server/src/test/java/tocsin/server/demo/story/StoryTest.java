package tocsin.server.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tocsin.server.demo.story.Story.Act;
import tocsin.server.demo.story.Story.Seen;
import tocsin.server.demo.story.Story.Way;

class StoryTest {
    private static final Set<Way> ALL = EnumSet.allOf(Way.class);
    private static final Seen NOTHING = new Seen(AlertState.INACTIVE, Set.of(), Set.of());

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void every_act_follows_from_what_is_seen() {
        Story story = new Story(false);

        assertThat(within(3, story, NOTHING)).containsExactly(Act.BREAK_API);
        assertThat(within(60, story, new Seen(AlertState.FIRING, EnumSet.of(Way.MAIL, Way.SLACK), Set.of())))
                .as("not everybody was told")
                .isEmpty();
        assertThat(within(4, story, new Seen(AlertState.FIRING, ALL, Set.of())))
                .containsExactly(Act.SAY_DELIVERED, Act.ADD_SILENCE);
        assertThat(within(60, story, new Seen(AlertState.FIRING, Set.of(), Set.of())))
                .as("not yet silenced")
                .isEmpty();
        assertThat(within(10, story, new Seen(AlertState.SILENCED, Set.of(), Set.of())))
                .containsExactly(Act.EXPLAIN, Act.EXPIRE_SILENCE);
        assertThat(within(3, story, new Seen(AlertState.FIRING, ALL, Set.of()))).containsExactly(Act.MEND_API);
        assertThat(within(60, story, new Seen(AlertState.INACTIVE, Set.of(), EnumSet.of(Way.WEBHOOK))))
                .as("not everybody heard of the end")
                .isEmpty();
        assertThat(within(2, story, new Seen(AlertState.INACTIVE, Set.of(), ALL)))
                .containsExactly(Act.SAY_THE_END);
        assertThat(within(600, story, NOTHING)).isEmpty();
    }

    @Test
    void at_its_quickest_it_is_over_in_half_a_minute() {
        Instant start = now;

        assertThat(untilTheEnd(new Story(false))).containsExactly(Act.values());
        assertThat(Duration.between(start, now)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void an_encore_breaks_and_mends_the_api_over_and_over() {
        Story story = new Story(true);
        untilTheEnd(story);

        List<Act> acts = within(200, story, new Seen(AlertState.FIRING, Set.of(), Set.of()));

        assertThat(acts).startsWith(Act.BREAK_API, Act.MEND_API, Act.BREAK_API, Act.MEND_API);
        assertThat(acts).containsOnly(Act.BREAK_API, Act.MEND_API);
    }

    /** Where everything is seen at once. */
    private List<Act> untilTheEnd(Story story) {
        List<Act> acts = new ArrayList<>();
        while (!acts.contains(Act.SAY_THE_END) && acts.size() < 10) {
            acts.addAll(within(1, story, new Seen(AlertState.SILENCED, ALL, ALL)));
        }
        return acts;
    }

    /** What it does while the same is seen. */
    private List<Act> within(int seconds, Story story, Seen seen) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i <= seconds * 4; i++) {
            Optional<Act> act = story.next(seen, now);
            act.ifPresent(acts::add);
            now = now.plusMillis(250);
        }
        return acts;
    }
}
