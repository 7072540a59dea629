package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
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
        "1s1h, PT1H1S"
    })
    void reads_what_go_reads(String text, Duration duration) {
        assertThat(GoDurations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1d", "1w", "s", ".s", "1 s", "-1s", "1e3s", "5m ", "9999999999h"})
    void refuses_what_is_no_duration_or_lacks_a_unit(String text) {
        assertThatThrownBy(() -> GoDurations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void reads_what_it_prints(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoDurations.parse(GoDurations.print(duration))).isEqualTo(duration);
    }
}
