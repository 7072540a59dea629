package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest(name = "{0} is {1} and prints {2}")
    @CsvSource({
        "0, PT0S, 0s",
        "0s, PT0S, 0s",
        "5m, PT5M, 5m",
        "1h30m, PT1H30M, 1h30m",
        "90m, PT1H30M, 1h30m",
        "500ms, PT0.5S, 500ms",
        "90d, PT2160H, 90d",
        "7d, PT168H, 1w",
        "1y1w1d, PT8952H, 373d",
        "365d, PT8760H, 1y"
    })
    void reads_and_prints_as_prometheus_does(String text, Duration value, String printed) {
        assertThat(Durations.parse(text)).isEqualTo(value);
        assertThat(Durations.print(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "300", "-5m", "1.5h", "1m1h", "5 m", "5m5m", "5x", "m", "300y", "99999999999999999999s", "٣m"
            })
    void other_texts_are_refused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void reads_what_it_prints(@ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
    }
}
