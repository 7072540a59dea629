package tocsin.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Thursday, 16:47 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-11-26T15:47:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            18:00                          | 2026-11-26T17:00:00Z
            18:00:30                       | 2026-11-26T17:00:30Z
            6pm                            | 2026-11-26T17:00:00Z
            6:30 PM                        | 2026-11-26T17:30:00Z
            12am                           | 2026-11-26T23:00:00Z
            12pm                           | 2026-11-27T11:00:00Z
            # past today means tomorrow, and so does this very minute
            08:00                          | 2026-11-27T07:00:00Z
            8:00                           | 2026-11-27T07:00:00Z
            16:47                          | 2026-11-27T15:47:00Z
            16:48                          | 2026-11-26T15:48:00Z
            today 18:00                    | 2026-11-26T17:00:00Z
            tomorrow 08:00                 | 2026-11-27T07:00:00Z
            Tomorrow at 8am                | 2026-11-27T07:00:00Z
            friday 18:00                   | 2026-11-27T17:00:00Z
            fri 6pm                        | 2026-11-27T17:00:00Z
            thursday 18:00                 | 2026-11-26T17:00:00Z
            thursday 08:00                 | 2026-12-03T07:00:00Z
            wednesday 08:00                | 2026-12-02T07:00:00Z
            2026-12-01 08:00               | 2026-12-01T07:00:00Z
            2026-12-01T08:00               | 2026-12-01T07:00:00Z
            2026-12-01T08:00:00Z           | 2026-12-01T08:00:00Z
            2026-12-01T08:00:00.25+05:30   | 2026-12-01T02:30:00.250Z
            2026-12-01 08:00Z              | 2026-12-01T08:00:00Z
            """)
    void what_people_say_is_understood(String said, Instant time) {
        assertThat(SpokenTime.parse(said, NOW, BERLIN)).isEqualTo(time);
    }

    @ParameterizedTest(name = "{2} {0} at {1} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # clocks are set forward at 02:00 on 29 March: 02:30 does not come, and tomorrow has 23 hours
            02:30           | 2026-03-28T22:00:00Z | Europe/Berlin    | 2026-03-29T01:30:00Z
            08:00           | 2026-03-28T22:00:00Z | Europe/Berlin    | 2026-03-29T06:00:00Z
            tomorrow 08:00  | 2026-03-28T07:00:00Z | Europe/Berlin    | 2026-03-29T06:00:00Z
            # clocks are set back at 03:00 on 25 October: 02:30 comes twice
            02:30           | 2026-10-24T22:00:00Z | Europe/Berlin    | 2026-10-25T00:30:00Z
            02:30           | 2026-10-25T00:30:00Z | Europe/Berlin    | 2026-10-25T01:30:00Z
            02:30           | 2026-10-25T01:30:00Z | Europe/Berlin    | 2026-10-26T01:30:00Z
            08:00           | 2026-10-24T22:00:00Z | Europe/Berlin    | 2026-10-25T07:00:00Z
            01:30           | 2026-11-01T04:00:00Z | America/New_York | 2026-11-01T05:30:00Z
            01:30           | 2026-11-01T05:45:00Z | America/New_York | 2026-11-01T06:30:00Z
            # half an hour, and zones where it is tomorrow already
            02:15           | 2026-10-03T12:00:00Z | Australia/Lord_Howe | 2026-10-03T15:45:00Z
            18:00           | 2026-11-26T15:47:00Z | Pacific/Auckland | 2026-11-27T05:00:00Z
            today 06:00     | 2026-11-26T15:47:00Z | Pacific/Auckland | 2026-11-26T17:00:00Z
            """)
    void the_clock_of_the_zone_is_meant_whatever_it_does(String said, Instant now, ZoneId zone, Instant time) {
        assertThat(SpokenTime.parse(said, now, zone)).isEqualTo(time);
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(
            strings = {
                "",
                "18",
                "soon",
                "25:00",
                "13pm",
                "0am",
                "18:60",
                "yesterday 18:00",
                "tomorrow",
                "friday",
                "2026-12-01",
                "2026-02-30 08:00",
                "2026-02-30T08:00:00Z",
                "next friday 18:00",
                "18:00 CET",
                "1h",
                "tomorrow 18"
            })
    void what_is_no_time_is_refused_with_examples(String said) {
        assertThatThrownBy(() -> SpokenTime.parse(said, NOW, BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("`" + said + "`")
                .hasMessageContaining("write e.g. 18:00");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"today 08:00", "2026-11-26 08:00", "2026-11-26T15:47:00Z", "2020-01-01T00:00:00+01:00"})
    void a_past_that_is_named_is_not_moved(String said) {
        assertThatThrownBy(() -> SpokenTime.parse(said, NOW, BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`%s` is past: it is Thu 2026-11-26 16:47 CET".formatted(said));
        assertThat(SpokenTime.anyTime(said, NOW, BERLIN)).isBeforeOrEqualTo(NOW);
    }

    @Test
    void a_time_is_shown_with_day_date_and_zone_in_force_then() {
        assertThat(SpokenTime.show(Instant.parse("2026-11-27T17:00:00Z"), BERLIN))
                .isEqualTo("Fri 2026-11-27 18:00 CET");
        assertThat(SpokenTime.show(Instant.parse("2026-07-01T16:00:05Z"), BERLIN))
                .isEqualTo("Wed 2026-07-01 18:00:05 CEST");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource(textBlock = """
            PT45S, 45s
            PT2M, 2m
            PT2M5S, 2m 5s
            PT2H13M40S, 2h 13m
            PT3H, 3h
            PT24H, 1d
            PT30H59M, 1d 6h
            """)
    void a_length_is_shown_with_the_two_units_that_count(Duration length, String shown) {
        assertThat(SpokenTime.show(length)).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2h30m    | PT2H30M
            2h 30m   | PT2H30M
            2 h 30 m | PT2H30M
            90m      | PT1H30M
            1d       | PT24H
            1w 2d    | PT216H
            1500ms   | PT1.5S
            """)
    void a_duration_may_have_blanks(String said, Duration duration) {
        assertThat(SpokenDuration.parse(said)).isEqualTo(duration);
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(strings = {"", "0s", "0", "1 2h", "2", "30m2h", "-1h", "2h30", "1.5h", "2 hours"})
    void what_is_no_duration_is_refused(String said) {
        assertThatThrownBy(() -> SpokenDuration.parse(said))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("write e.g.", "units are y, w, d, h, m, s, ms");
    }
}
