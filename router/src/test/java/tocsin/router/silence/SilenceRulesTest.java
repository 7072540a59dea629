package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.silence.SilenceFixtures.HOUR;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.isNot;
import static tocsin.router.silence.SilenceFixtures.notRegex;
import static tocsin.router.silence.SilenceFixtures.regex;
import static tocsin.router.silence.SilenceFixtures.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;

class SilenceRulesTest {
    private static final String LONE_SURROGATE = "\uD83D";

    private final SilenceFixtures fixtures = new SilenceFixtures();

    static Stream<Arguments> refusedMatchers() {
        Matcher good = is("a", "b");
        return Stream.of(
                Arguments.of(List.of(), "at least one matcher set required"),
                Arguments.of(List.of(List.of()), "matcher set 0 is empty"),
                Arguments.of(List.of(List.of(good), List.of()), "matcher set 1 is empty"),
                Arguments.of(
                        List.of(List.of(good, is("", "b"))),
                        "invalid label matcher 1 in set 0: invalid label name \"\""),
                Arguments.of(
                        List.of(List.of(is("a", LONE_SURROGATE))),
                        "invalid label matcher 0 in set 0: invalid label value \"\\ud83d\""),
                Arguments.of(
                        List.of(List.of(good), List.of(isNot("a", LONE_SURROGATE))),
                        "invalid label matcher 0 in set 1: invalid label value \"\\ud83d\""),
                Arguments.of(
                        List.of(List.of(regex("a", "foo)|(bar"))),
                        "invalid label matcher 0 in set 0: invalid regular expression \"foo)|(bar\":"
                                + " error parsing regexp: unexpected ): `foo)|(bar`"),
                Arguments.of(
                        List.of(List.of(notRegex("a", "foo)|(bar"))),
                        "invalid label matcher 0 in set 0: invalid regular expression \"foo)|(bar\":"
                                + " error parsing regexp: unexpected ): `foo)|(bar`"),
                Arguments.of(List.of(List.of(is("a", ""))), matchesEmpty(0)),
                Arguments.of(List.of(List.of(regex("a", ".*"))), matchesEmpty(0)),
                Arguments.of(List.of(List.of(regex("a", "x|"))), matchesEmpty(0)),
                Arguments.of(List.of(List.of(is("a", ""), regex("b", "c?"))), matchesEmpty(0)),
                Arguments.of(List.of(List.of(good), List.of(is("a", ""))), matchesEmpty(1)));
    }

    private static String matchesEmpty(int set) {
        return "matcher set " + set + ": at least one matcher must not match the empty string";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusedMatchers")
    void matchers_that_are_refused(List<List<Matcher>> sets, String problem) {
        SilenceOutcome outcome = fixtures.set(request(null, null, fixtures.now().plus(HOUR), "", sets));

        assertThat(outcome).isEqualTo(new SilenceOutcome.Refused("invalid silence: " + problem));
        assertThat(fixtures.silences.list()).isEmpty();
    }

    static Stream<List<Matcher>> acceptedMatchers() {
        return Stream.of(
                List.of(isNot("a", "x")),
                List.of(isNot("a", "")),
                List.of(notRegex("a", ".*")),
                List.of(notRegex("a", "x")),
                List.of(is("a", ""), is("b", "c")),
                List.of(is("a", ""), isNot("b", "c")),
                List.of(regex("a", ".+")),
                List.of(regex("a", "(foo)|(bar)")),
                List.of(is("a b.\u00fc", "\u00fc")),
                List.of(is("a", "b"), is("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("acceptedMatchers")
    void matchers_that_are_accepted_and_keep_their_order(List<Matcher> matchers) {
        Silence made = fixtures.made(request(null, null, fixtures.now().plus(HOUR), "", List.of(matchers)));

        assertThat(made.matcherSets()).containsExactly(matchers);
    }

    @Test
    void classic_mode_refuses_names_that_the_other_modes_accept() {
        SilenceRequest dotted = fixtures.request(is("a.b", "c"));
        assertThat(fixtures.set(dotted)).isInstanceOf(SilenceOutcome.Accepted.class);

        fixtures.options(new SilenceOptions(LabelNames.CLASSIC, Duration.ofDays(5), 0, 0));
        assertThat(fixtures.set(dotted))
                .isEqualTo(new SilenceOutcome.Refused(
                        "invalid silence: invalid label matcher 0 in set 0: invalid label name \"a.b\""));
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # start, end: seconds from now | problem
            10    | 10  | Failed to create silence: start time must be before end time
            10    | 5   | Failed to create silence: start time must be before end time
            -5    | -10 | Failed to create silence: start time must be before end time
            -10   | -5  | Failed to create silence: end time can't be in the past
            -     | -1  | Failed to create silence: end time can't be in the past
            -10   | 0   | -
            -     | 0   | -
            -10   | 10  | -
            10    | 11  | -
            """)
    void times(Long start, long end, String problem) {
        Instant now = fixtures.now();
        Instant startsAt = start == null ? null : now.plusSeconds(start);
        SilenceOutcome outcome = fixtures.set(request(null, startsAt, now.plusSeconds(end), is("a", "b")));

        String refused = outcome.fold(accepted -> null, unknown -> "unknown", SilenceOutcome.Refused::message);
        assertThat(refused).isEqualTo(problem);
    }

    @Test
    void the_times_are_checked_before_the_matchers_and_those_before_the_id() {
        Instant now = fixtures.now();
        assertThat(fixtures.set(request("nobody", null, now.minusSeconds(1), is("a", ""))))
                .isEqualTo(new SilenceOutcome.Refused("Failed to create silence: end time can't be in the past"));
        assertThat(fixtures.set(request("nobody", null, now.plusSeconds(1), is("a", ""))))
                .isEqualTo(new SilenceOutcome.Refused("invalid silence: " + matchesEmpty(0)));
        assertThat(fixtures.set(request("nobody", null, now.plusSeconds(1), is("a", "b"))))
                .isEqualTo(new SilenceOutcome.Unknown("nobody"));
    }

    @ParameterizedTest(name = "start {0}: starts {1} s after now")
    @CsvSource(
            nullValues = "-",
            value = {"-, 0", "0001-01-01T00:00:00Z, 0", "2026-03-01T11:59:00Z, 0", "2026-03-01T12:00:07Z, 7"})
    void a_start_that_is_missing_or_past_is_now(Instant start, long secondsFromNow) {
        Silence made = fixtures.made(request(null, start, fixtures.now().plus(HOUR), is("a", "b")));

        assertThat(made.startsAt()).isEqualTo(fixtures.now().plusSeconds(secondsFromNow));
    }

    @Test
    void an_empty_id_is_none() {
        Silence made = fixtures.made(request("", null, fixtures.now().plus(HOUR), is("a", "b")));

        assertThat(made.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
