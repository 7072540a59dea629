package tocsin.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.router.ingest.PostProblem;

class RecentDecisionsTest {
    private final RecentDecisions decisions = new RecentDecisions(100);

    private static FlushRecord flush(int number, int changes) {
        MemberChange change = new MemberChange(labels("Down"), MemberChange.Kind.JOINED, true);
        return flush(number, Collections.nCopies(changes, change));
    }

    private static FlushRecord flush(int number, List<MemberChange> changes) {
        return new FlushRecord(
                START,
                new GroupId("ops", Labels.empty()),
                "{}",
                "{}:{}",
                "ops",
                number,
                changes.size(),
                0,
                changes,
                List.of());
    }

    @Test
    void the_oldest_go_when_what_they_hold_is_too_much_together() {
        decisions.record(flush(1, 49));
        decisions.record(flush(2, 49));
        assertThat(decisions.flushes()).extracting(FlushRecord::number).containsExactly(1L, 2L);

        decisions.record(flush(3, 0));
        assertThat(decisions.flushes()).extracting(FlushRecord::number).containsExactly(2L, 3L);
    }

    @Test
    void long_texts_that_somebody_posts_weigh_as_much_as_they_take() {
        String longText = "x".repeat(1 << 20);
        IntakeRecord problem = intake(List.of(new PostProblem(0, "labels", longText)), List.of());
        IntakeRecord turnedAway = intake(List.of(), List.of(Labels.of("a", longText)));
        FlushRecord flush =
                flush(1, List.of(new MemberChange(Labels.of("a", longText), MemberChange.Kind.JOINED, true)));

        assertThat(List.of(problem, turnedAway, flush))
                .extracting(DecisionRecord::weight)
                .allMatch(weight -> weight > 1024 && weight < 1030);
    }

    private static IntakeRecord intake(List<PostProblem> problems, List<Labels> overLimit) {
        return new IntakeRecord(START, 0, 1, problems, overLimit, List.of());
    }

    @Test
    void the_newest_stays_however_much_it_holds() {
        decisions.record(flush(1, 0));
        decisions.record(flush(2, 500));

        assertThat(decisions.flushes()).extracting(FlushRecord::number).containsExactly(2L);
    }

    @Test
    void what_is_turned_away_does_not_push_out_what_flushes_decided() {
        decisions.record(flush(1, 0));
        for (int i = 0; i < 1_000; i++) {
            decisions.record(new IntakeRecord(START, 0, 1, List.of(), List.of(labels("Down")), List.of()));
        }

        assertThat(decisions.flushes()).hasSize(1);
        assertThat(decisions.intakes()).hasSize(5);
    }
}
