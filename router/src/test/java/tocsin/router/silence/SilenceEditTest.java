package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.silence.SilenceFixtures.HOUR;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Matcher;

class SilenceEditTest {
    private static final Matcher A = is("a", "1");
    private static final Matcher B = is("b", "2");
    private static final Duration PART_OF_A_SECOND = Duration.ofMillis(250);

    private final SilenceFixtures fixtures = new SilenceFixtures();

    /** The silence lasts from 100.25 s to 200.25 s after the start of the test. */
    @ParameterizedTest(name = "at {0} s from {1} to {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # now | new start | new end | id
            # pending
            50    | 100.25    | 200.25  | kept
            50    | 50        | 60      | kept
            50    | 49.999    | 200.25  | new
            50    | 300       | 400     | kept
            # active: the start to the second
            150   | 100.25    | 200.25  | kept
            150   | 100       | 900     | kept
            150   | 100.999   | 150     | kept
            150   | 101       | 200.25  | new
            150   | 99.999    | 200.25  | new
            150   | 150       | 200.25  | new
            200.25| 100       | 300     | kept
            # expired
            200.3 | 100.25    | 300     | new
            201   | 201       | 300     | new
            """)
    void which_edits_of_times_keep_the_id(double now, double start, double end, String id) {
        Instant began = fixtures.now();
        Silence old = fixtures.made(request(null, at(began, 100.25), at(began, 200.25), A));
        fixtures.time.advanceTo(at(began, now));

        Silence edited = fixtures.made(request(old.id(), at(began, start), at(began, end), A));

        assertThat(edited.id().equals(old.id()) ? "kept" : "new").isEqualTo(id);
        assertThat(edited.endsAt()).isEqualTo(at(began, end));
        assertThat(fixtures.silences.list()).hasSize(id.equals("kept") ? 1 : 2);
    }

    private static Instant at(Instant began, double seconds) {
        return began.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void an_edit_that_keeps_the_id_replaces_all_but_matchers_and_the_start_of_what_is_under_way() {
        fixtures.time.advance(PART_OF_A_SECOND);
        Silence old = fixtures.made(fixtures.request(A, B));
        fixtures.time.advance(Duration.ofSeconds(10));
        Instant end = fixtures.now().plus(HOUR);

        Silence edited = fixtures.made(new SilenceRequest(
                old.id(),
                old.matcherSets(),
                old.startsAt().minus(PART_OF_A_SECOND),
                end,
                "bob",
                "longer",
                Map.of("ticket", "7")));

        assertThat(edited)
                .isEqualTo(new Silence(
                        old.id(),
                        old.matcherSets(),
                        old.startsAt(),
                        end,
                        fixtures.now(),
                        "bob",
                        "longer",
                        Map.of("ticket", "7"),
                        end.plus(Duration.ofDays(5))));
        assertThat(fixtures.silences.find(old.id())).contains(edited);
        assertThat(fixtures.observer.seen)
                .containsExactly("silence created maintenance", "silence updated maintenance > longer");
    }

    @Test
    void the_order_of_matchers_counts() {
        Silence old = fixtures.made(fixtures.request(A, B));

        Silence edited = fixtures.made(request(old.id(), old.startsAt(), old.endsAt(), B, A));

        assertThat(edited.id()).isNotEqualTo(old.id());
    }

    @Test
    void the_order_of_sets_counts() {
        List<List<Matcher>> sets = List.of(List.of(A), List.of(B));
        Instant end = fixtures.now().plus(HOUR);
        Silence old = fixtures.made(request(null, null, end, "", sets));
        assertThat(fixtures.made(request(old.id(), old.startsAt(), end, "", sets))
                        .id())
                .isEqualTo(old.id());

        List<List<Matcher>> turned = List.of(List.of(B), List.of(A));
        assertThat(fixtures.made(request(old.id(), old.startsAt(), end, "", turned))
                        .id())
                .isNotEqualTo(old.id());
    }

    @Test
    void an_edit_of_the_matchers_ends_the_old_silence_and_makes_a_new_one_from_now_on() {
        Silence old = fixtures.made(fixtures.request(A));
        fixtures.time.advance(Duration.ofSeconds(10));

        Silence edited = fixtures.made(request(old.id(), old.startsAt(), old.endsAt(), B));

        assertThat(edited.startsAt()).isEqualTo(fixtures.now());
        Silence ended = fixtures.silences.find(old.id()).orElseThrow();
        assertThat(ended.startsAt()).isEqualTo(old.startsAt());
        assertThat(ended.endsAt()).isEqualTo(fixtures.now());
        assertThat(fixtures.observer.seen)
                .containsExactly("silence created maintenance", "silence replaced maintenance > maintenance");
    }

    @Test
    void an_edit_of_an_ended_silence_leaves_it_as_it_was() {
        Silence old = fixtures.made(fixtures.request(A));
        fixtures.time.advance(HOUR.plusSeconds(1));

        fixtures.made(request(old.id(), old.startsAt(), fixtures.now().plus(HOUR), A));

        assertThat(fixtures.silences.find(old.id())).contains(old);
    }

    @Test
    void a_pending_silence_that_is_to_start_at_once_keeps_its_id() {
        Silence old = fixtures.made(
                request(null, fixtures.now().plus(HOUR), fixtures.now().plus(HOUR.multipliedBy(2)), A));

        Silence edited = fixtures.made(request(old.id(), null, old.endsAt(), A));

        assertThat(edited.id()).isEqualTo(old.id());
        assertThat(edited.startsAt()).isEqualTo(fixtures.now());
    }

    @Test
    void a_limit_is_checked_before_the_old_silence_is_touched() {
        fixtures.options(fixtures.options.withLimits(1, 0));
        Silence old = fixtures.made(fixtures.request(A));

        SilenceOutcome outcome = fixtures.set(request(old.id(), old.startsAt(), old.endsAt(), B));

        assertThat(outcome).isEqualTo(new SilenceOutcome.Refused("exceeded maximum number of silences: 1 (limit: 1)"));
        assertThat(fixtures.silences.list()).containsExactly(old);
    }

    @Test
    void a_version_is_later_than_the_one_before_although_the_clock_was_set_back() {
        Silence old = fixtures.made(fixtures.request(A));
        fixtures.time.jumpWallClock(Duration.ofMinutes(-10));

        Silence edited = fixtures.made(request(old.id(), old.startsAt(), old.endsAt(), A));
        Silence ended = fixtures.expired(old.id());

        assertThat(edited.updatedAt()).isAfter(old.updatedAt());
        assertThat(ended.updatedAt()).isAfter(edited.updatedAt());
        fixtures.restart();
        assertThat(fixtures.silences.list()).containsExactly(ended);
    }
}
