package tocsin.router.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.posted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.LabelNames;
import tocsin.model.Labels;
import tocsin.router.CountingObserver;

class AlertIntakeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final Labels A = Labels.of("alertname", "A");

    private final CountingObserver observer = new CountingObserver();
    private final AlertIntake utf8 = new AlertIntake(LabelNames.UTF8, observer);

    private AlertIntake.Intake accept(PostedAlert... alerts) {
        return utf8.accept(List.of(alerts), NOW, RESOLVE_TIMEOUT);
    }

    private static @Nullable Instant seconds(@Nullable Long fromNow) {
        return fromNow == null ? null : NOW.plusSeconds(fromNow);
    }

    @ParameterizedTest(name = "posted {0} to {1} is {2} to {3}, timeout {4}")
    @CsvSource(delimiter = '|', textBlock = """
                # starts | ends | starts | ends | timeout
                         |      | 0      | 300  | true
                 -60     |      | -60    | 300  | true
                         | 60   | 60     | 60   | false
                         | -60  | -60    | -60  | false
                 -60     | 60   | -60    | 60   | false
                 60      | 60   | 60     | 60   | false
                 60      |      | 60     | 300  | true
                """)
    void missing_times_are_filled_in(
            @Nullable Long start, @Nullable Long end, long expectedStart, long expectedEnd, boolean timeout) {
        Alert alert = accept(posted(A, seconds(start), seconds(end))).valid().get(0);

        assertThat(alert.startsAt()).isEqualTo(seconds(expectedStart));
        assertThat(alert.endsAt()).isEqualTo(seconds(expectedEnd));
        assertThat(alert.timeout()).isEqualTo(timeout);
        assertThat(alert.updatedAt()).isEqualTo(NOW);
        assertThat(alert.origin()).isEqualTo(Alert.Origin.API);
    }

    @Test
    void the_zero_time_of_go_counts_as_absent() {
        Instant zero = Instant.parse("0001-01-01T00:00:00Z");
        Alert alert = accept(posted(A, zero, zero)).valid().get(0);

        assertThat(alert.startsAt()).isEqualTo(NOW);
        assertThat(alert.timeout()).isTrue();
    }

    @Test
    void refused_alerts_are_named_in_the_words_of_upstream_and_the_others_are_kept() {
        AlertIntake.Intake intake = accept(
                new PostedAlert(
                        Labels.of("alertname", "mix1", "e", ""), Annotations.of("x", "", "y", "1"), null, null, ""),
                posted(Labels.of("a", ""), null, null),
                posted(A, NOW, NOW.minusSeconds(1)),
                posted(Labels.of("", "v", "alertname", "m"), null, null),
                new PostedAlert(A, Annotations.of("", "x"), null, null, ""),
                posted(A, NOW.plusSeconds(301), null));

        assertThat(intake.problems())
                .containsExactly(
                        new PostProblem(1, "labels", "at least one label pair required"),
                        new PostProblem(2, "endsAt", "start time must be before end time"),
                        new PostProblem(3, "labels", "invalid label set: invalid name \"\""),
                        new PostProblem(4, "annotations", "invalid annotations: invalid name \"\""),
                        new PostProblem(5, "endsAt", "start time must be before end time"));
        assertThat(intake.valid()).hasSize(1);
        assertThat(intake.valid().get(0).labels()).isEqualTo(Labels.of("alertname", "mix1"));
        assertThat(intake.valid().get(0).annotations()).isEqualTo(Annotations.of("x", "", "y", "1"));
        assertThat(observer.seen).containsExactly("received firing=5 resolved=1", "invalid 5");
    }

    @ParameterizedTest(name = "{0}={1} is valid in UTF-8 mode: {2}, in classic mode: {3}")
    @CsvSource({
        "a,      x,      true,  true",
        "a b,    x,      true,  false",
        "ä,      x,      true,  false",
        "a:b,    x,      true,  false",
        "'a\uD800', x,   false, false",
        "a,      'x\uDC00', false, false",
        "a,      '\uD83D\uDE42', true, true",
    })
    void names_follow_the_mode_and_values_are_text(String name, String value, boolean inUtf8, boolean inClassic) {
        List<PostedAlert> post = List.of(posted(Labels.of(name, value), null, null));
        AlertIntake classic = new AlertIntake(LabelNames.CLASSIC, observer);

        assertThat(utf8.accept(post, NOW, RESOLVE_TIMEOUT).problems().isEmpty()).isEqualTo(inUtf8);
        assertThat(classic.accept(post, NOW, RESOLVE_TIMEOUT).problems().isEmpty())
                .isEqualTo(inClassic);
    }

    @Test
    void a_single_label_that_is_not_alertname_is_enough() {
        assertThat(accept(posted(Labels.of("job", "x"), null, null)).problems()).isEmpty();
    }
}
