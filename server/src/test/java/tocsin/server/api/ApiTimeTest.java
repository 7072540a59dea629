package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimeTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    2026-01-02T03:04:05Z                | 2026-01-02T03:04:05.000Z
                    2026-11-12T13:14:15.0999999Z        | 2026-11-12T13:14:15.099Z
                    1969-12-31T23:59:59.999999999Z      | 1969-12-31T23:59:59.999Z
                    0001-01-01T00:00:00Z                | 0001-01-01T00:00:00.000Z
                    9999-12-31T23:59:59.01Z             | 9999-12-31T23:59:59.010Z
                    """)
    void is_written_with_three_digits_after_the_point_and_the_rest_cut_off(Instant time, String text) {
        assertThat(ApiTime.text(time)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    2026-01-02T03:04:05Z                | 2026-01-02T03:04:05Z
                    2026-01-02T03:04:05.6Z              | 2026-01-02T03:04:05.6Z
                    2026-01-02T03:04:05.678Z            | 2026-01-02T03:04:05.678Z
                    2026-01-02T03:04:05.123456789Z      | 2026-01-02T03:04:05.123456789Z
                    2026-01-02T03:04:05+05:30           | 2026-01-01T21:34:05Z
                    2026-01-02T03:04:05-05:30           | 2026-01-02T08:34:05Z
                    2026-01-02T03:04:05.123+0530        | 2026-01-01T21:34:05.123Z
                    2026-01-02T03:04:05.123456-0530     | 2026-01-02T08:34:05.123456Z
                    2026-01-02T03:04:05.12+23:59        | 2026-01-01T03:05:05.12Z
                    2026-01-02T03:04:05                 | 2026-01-02T03:04:05Z
                    2026-01-02T03:04Z                   | 2026-01-02T03:04:00Z
                    2026-01-02T03:04                    | 2026-01-02T03:04:00Z
                    2026-01-02 03:04:05                 | 2026-01-02T03:04:05Z
                    2026-01-02                          | 2026-01-02T00:00:00Z
                    2024-02-29                          | 2024-02-29T00:00:00Z
                    0001-01-01T00:00:00.001Z            | 0001-01-01T00:00:00.001Z
                    2026-01-02T03:04:05,678Z            | 2026-01-02T03:04:05.678Z
                    2026-01-02T03:04:05.1234567899Z     | 2026-01-02T03:04:05.123456789Z
                    2026-01-02T03:04:05.123456789012345678901+05:30 | 2026-01-01T21:34:05.123456789Z
                    2026-01-02T3:04:05Z                 | 2026-01-02T03:04:05Z
                    2026-01-02 3:04:05                  | 2026-01-02T03:04:05Z
                    ''                                  | 1970-01-01T00:00:00Z
                    """)
    void reads_every_form_that_upstream_reads(String text, Instant time) {
        assertThat(ApiTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z", "0001-01-01", "0001-01-01T01:00:00+01:00"})
    void the_zero_time_of_Go_means_not_set(String text) {
        assertThat(ApiTime.parse(text)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "2026-01-02t03:04:05Z",
                "2026-01-02T03:04:05z",
                "2026-01-02T03:04:05+0530",
                "2026-01-02T03:04:05.12+0530",
                "2026-01-02T03:04:05+05",
                "2026-01-02T03:04:05.Z",
                "2026-01-02T03:04+01:00",
                "2026-01-02 03:04:05Z",
                "2026-01-02 03:04",
                "2026-01-02T",
                "2026-01-02T03",
                "2026-01-02T3",
                "2026-01-02T:04:05Z",
                "2026-01-02T03:4:05Z",
                "2026-01-02T03:04:05.123+5:30",
                "2026-1-2",
                "2026-02-30",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-02T24:00:00Z",
                "2026-01-02T03:60:00Z",
                "2026-01-02T03:04:60Z",
                "2026-01-02T03:04:05+24:00",
                "2026-01-02T03:04:05Z ",
                " 2026-01-02T03:04:05Z",
                "٢٠٢٦-01-02",
                "1767323045",
                "now",
                "-"
            })
    void anything_else_is_refused_with_what_to_write_instead(String text) {
        assertThatThrownBy(() -> ApiTime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"%s\" is not a time; write RFC 3339, e.g. 2026-01-02T03:04:05Z", text);
    }

    @Property
    void reads_what_an_instant_prints_at_any_offset(
            @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        OffsetDateTime there = time.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

        assertThat(ApiTime.parse(time.toString())).isEqualTo(time);
        assertThat(ApiTime.parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there)))
                .isEqualTo(time);
    }
}
