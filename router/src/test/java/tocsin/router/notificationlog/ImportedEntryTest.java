package tocsin.router.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.delivery.IntegrationId;

class ImportedEntryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void an_entry_of_a_clock_that_was_ahead_counts_as_told_now_and_is_kept_as_long_as_it_would_have_been() {
        Instant ahead = NOW.plus(Duration.ofDays(3000));

        assertThat(entry(ahead, ahead.plus(Duration.ofDays(5))).writtenBy(NOW))
                .isEqualTo(entry(NOW, NOW.plus(Duration.ofDays(5))));
    }

    @Test
    void an_entry_of_the_past_stays_as_it_is() {
        ImportedEntry told = entry(NOW.minusSeconds(1), NOW.plusSeconds(60));

        assertThat(told.writtenBy(NOW)).isEqualTo(told);
    }

    private static ImportedEntry entry(Instant timestamp, Instant expiresAt) {
        return new ImportedEntry(
                "{}:{}",
                new IntegrationId("ops", "webhook", 0),
                timestamp,
                AlertHashes.of(1),
                AlertHashes.NONE,
                Map.of(),
                expiresAt,
                Map.of());
    }
}
