package tocsin.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTextTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "PT0S, 0s",
        "PT0.001S, 1ms",
        "PT0.25S, 250ms",
        "PT1S, 1s",
        "PT1.5S, 1.5s",
        "PT10S, 10s",
        "PT59.999S, 59.999s",
        "PT1M, 1m0s",
        "PT1M30S, 1m30s",
        "PT2M0.05S, 2m0.05s",
        "PT1H, 1h0m0s",
        "PT36H5M20S, 36h5m20s"
    })
    void durations_are_written_as_Go_writes_them(Duration duration, String text) {
        assertThat(GoDurationText.of(duration)).isEqualTo(text);
    }
}
