package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "500, PT0.0000005S",
        "1.5s, PT1.5S",
        ".5m, PT30S",
        "1h2m3s4ms5us6ns, PT1H2M3.004005006S",
        "1µs, PT0.000001S",
        "+2s, PT2S",
        "-0s, PT0S"
    })
    void reads(String text, Duration expected) {
        assertThat(GoDurations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1d", "5 s", "s", "1.5", "-1s", "1s ", "1..5s", ".s", "9999999h", "99999999999999999999"})
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GoDurations.parse(text));
    }
}
