package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.silence.SilenceFixtures.HOUR;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.isNot;
import static tocsin.router.silence.SilenceFixtures.notRegex;
import static tocsin.router.silence.SilenceFixtures.regex;
import static tocsin.router.silence.SilenceFixtures.request;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.model.Matcher;

/** {@code --silences.min-matchers} and {@code --silences.max-duration}. */
class SilenceGuardsTest {
    private final SilenceFixtures fixtures = new SilenceFixtures();

    private void guards(int minMatchers, Duration maxDuration) {
        fixtures.options(SilenceOptions.DEFAULTS.withGuards(minMatchers, maxDuration));
    }

    private String refusal(SilenceRequest request) {
        return fixtures.set(request)
                .fold(accepted -> "accepted", SilenceOutcome::toString, SilenceOutcome.Refused::message);
    }

    @Test
    void matchers_that_match_the_empty_string_do_not_count() {
        guards(2, Duration.ZERO);

        assertThat(refusal(fixtures.request(is("a", "1"), is("b", ""), regex("c", ".*"))))
                .isEqualTo(
                        "invalid silence: matcher set 0: --silences.min-matchers asks for 2 matchers that do not match"
                                + " the empty string, found 1; name more labels");
        assertThat(refusal(fixtures.request(is("a", "1"), regex("c", ".+")))).isEqualTo("accepted");
        assertThat(refusal(fixtures.request(isNot("a", "1"), notRegex("c", "x"))))
                .isEqualTo("accepted");
    }

    @Test
    void every_set_needs_as_many() {
        guards(2, Duration.ZERO);
        List<List<Matcher>> sets = List.of(List.of(is("a", "1"), is("b", "1")), List.of(is("c", "1")));

        assertThat(refusal(request(null, null, fixtures.now().plus(HOUR), "", sets)))
                .startsWith("invalid silence: matcher set 1: --silences.min-matchers asks for 2");
    }

    @Test
    void a_silence_may_last_as_long_as_allowed_and_no_second_longer() {
        guards(1, Duration.ofDays(1));

        assertThat(refusal(request(null, null, fixtures.now().plus(Duration.ofDays(1)), is("a", "1"))))
                .isEqualTo("accepted");
        assertThat(refusal(request(
                        null, null, fixtures.now().plus(Duration.ofDays(1)).plusSeconds(1), is("a", "1"))))
                .isEqualTo("silence lasts 1d1s, and --silences.max-duration allows 1d; let it end at %s or before"
                        .formatted(fixtures.now().plus(Duration.ofDays(1))));
        assertThat(refusal(request(null, null, java.time.Instant.MAX, is("a", "1"))))
                .startsWith("silence lasts longer than a thousand years, and ");
    }

    @Test
    void a_start_in_the_past_does_not_count_since_a_new_silence_begins_now() {
        guards(1, Duration.ofHours(1));

        assertThat(refusal(request(
                        null,
                        fixtures.now().minus(Duration.ofDays(9)),
                        fixtures.now().plus(HOUR),
                        is("a", "1"))))
                .isEqualTo("accepted");
    }

    @Test
    void a_silence_cannot_be_prolonged_for_ever_an_hour_at_a_time() {
        guards(1, Duration.ofHours(2));
        Silence made = fixtures.made(fixtures.request(is("a", "1")));
        fixtures.time.advance(Duration.ofMinutes(50));

        assertThat(refusal(
                        request(made.id(), made.startsAt(), made.startsAt().plus(Duration.ofHours(2)), is("a", "1"))))
                .isEqualTo("accepted");
        assertThat(refusal(
                        request(made.id(), made.startsAt(), made.startsAt().plus(Duration.ofHours(3)), is("a", "1"))))
                .startsWith("silence lasts 3h, ");
        assertThat(fixtures.silences.find(made.id()).orElseThrow().endsAt())
                .isEqualTo(made.startsAt().plus(Duration.ofHours(2)));
    }

    @Test
    void silences_of_a_time_without_guards_stay_in_force_and_can_be_ended() {
        Silence made = fixtures.made(request(null, null, fixtures.now().plus(Duration.ofDays(30)), is("a", "1")));
        guards(3, HOUR);

        assertThat(fixtures.silences.find(made.id())).contains(made);
        assertThat(fixtures.expired(made.id()).endsAt()).isEqualTo(fixtures.now());
    }
}
