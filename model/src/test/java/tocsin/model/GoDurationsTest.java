package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "5s, PT5S",
        "1m30s, PT1M30S",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "100ms, PT0.1S",
        "3us, PT0.000003S",
        "3µs, PT0.000003S",
        "7ns, PT0.000000007S",
        "1s1h, PT1H1S",
        "1h2m3s4ms5us6ns, PT1H2M3.004005006S",
        "+2s, PT2S",
        "-0s, PT0S"
    })
    void reads_what_go_reads(String text, Duration duration) {
        assertThat(GoDurations.parse(text)).isEqualTo(duration);
        assertThat(GoDurations.parseOrNanos(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1d", "1w", "s", ".s", "1 s", "-1s", "1e3s", "5m ", "9999999999h"})
    void refuses_what_is_no_duration_or_lacks_a_unit(String text) {
        assertThatThrownBy(() -> GoDurations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1d", "s", ".s", "1.5", "-5", "-1s", "1..5s", "1s ", "9999999h", "99999999999999999999"})
    void refuses_what_is_no_duration_even_where_nanoseconds_need_no_unit(String text) {
        assertThatThrownBy(() -> GoDurations.parseOrNanos(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_nanoseconds_without_a_unit_where_that_is_wanted() {
        assertThat(GoDurations.parseOrNanos("500")).isEqualTo(Duration.ofNanos(500));
    }

    @Property
    void reads_what_it_prints(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoDurations.parse(GoDurations.print(duration))).isEqualTo(duration);
    }
}
