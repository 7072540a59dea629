package tocsin.router.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

class StoredEndTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "good for {0}, timeout {1}, written after {2}, read after {3}: until {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # life  | timeout | written | read   | end after the receipt
            # Resent all the time, perhaps, and nobody could post meanwhile: its life once more.
            PT4M    | false   | PT1S    | PT2M   | PT6M
            PT4M    | false   | PT1S    | P1D    | PT24H4M
            PT5M    | true    | PT1S    | P1D    | PT24H5M
            PT5H    | true    | PT1S    | P1D    | PT29H
            PT1H    | false   | PT1S    | PT3H   | PT4H
            # Its end had passed as the row was written, for which whoever tells of an end waits: it fires no second time.
            PT4M    | false   | PT4M    | PT4M   | PT4M
            PT4M    | false   | PT4M    | P1D    | PT4M
            PT5M    | true    | PT6M    | PT7M   | PT5M
            # A sender that gives hours has perhaps named the real end.
            PT5H    | false   | PT1S    | PT2H   | PT5H
            PT5H    | false   | PT1S    | PT4H   | PT5H
            PT5H    | false   | PT1S    | PT5H1M | PT5H15M
            PT5H    | false   | PT1S    | PT6H   | PT5H
            # A clock that was set back makes no end earlier.
            PT4M    | false   | PT1S    | PT-1H  | PT4M
            """)
    void after_a_downtime_an_alert_ends_when_its_sender_has_had_time_to_say_it_again(
            Duration life, boolean timeout, Duration written, Duration read, Duration end) {
        Alert alert = alert(RECEIVED.plus(life), timeout);

        Alert restored = StoredEnd.afterDowntime(alert, RECEIVED.plus(written), RECEIVED.plus(read));

        assertThat(restored.endsAt()).isEqualTo(RECEIVED.plus(end));
    }

    /** The row stays as it is, so that one restart after the other adds nothing to the life that the last one gave. */
    @Test
    void however_many_restarts_there_were_an_alert_ends_one_life_after_the_last() {
        Alert written = alert(RECEIVED.plus(Duration.ofMinutes(4)), false);
        Instant now = RECEIVED;
        Alert restored = written;
        for (int restart = 0; restart < 10; restart++) {
            now = now.plus(Duration.ofMinutes(3));
            restored = StoredEnd.afterDowntime(written, RECEIVED, now);
        }

        assertThat(restored.endsAt()).isEqualTo(now.plus(Duration.ofMinutes(4)));
    }

    private static Alert alert(Instant end, boolean timeout) {
        return new Alert(
                Labels.of("alertname", "Down"),
                Annotations.of("summary", "down"),
                RECEIVED,
                end,
                "",
                RECEIVED,
                timeout,
                Alert.Origin.API);
    }
}
