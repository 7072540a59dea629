package tocsin.evaluator.group;

import static java.time.Instant.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final Instant KNOWN = parse("2026-01-01T09:50:00Z");
    private static final Instant START = parse("2026-01-01T10:00:00Z");
    private static final Instant AN_HOUR_EARLIER = parse("2026-01-01T09:00:00Z");

    private final Origin origin = Origin.restored(KNOWN).startedAt(START);

    @Test
    void what_this_process_has_seen_moves_with_the_clock() {
        assertThat(origin.toldFrom(AN_HOUR_EARLIER).apply(parse("2026-01-01T10:05:00Z")))
                .isEqualTo("2026-01-01T09:05:00Z");
    }

    @Test
    void what_a_former_process_has_written_stays_when_it_was_before_the_start() {
        assertThat(origin.toldFrom(AN_HOUR_EARLIER).apply(parse("2026-01-01T08:30:00Z")))
                .isEqualTo("2026-01-01T08:30:00Z");
    }

    @Test
    void what_a_former_process_has_written_ends_with_the_start_at_the_latest() {
        assertThat(origin.toldFrom(AN_HOUR_EARLIER).apply(parse("2026-01-01T09:40:00Z")))
                .isEqualTo("2026-01-01T08:50:00Z");
        assertThat(origin.toldFrom(AN_HOUR_EARLIER).apply(KNOWN)).isEqualTo(AN_HOUR_EARLIER);
    }

    @Test
    void what_was_reckoned_back_from_now_moves_with_the_clock() {
        Origin nothingWritten = Origin.restored(Instant.MIN).startedAt(START);

        assertThat(nothingWritten.toldFrom(AN_HOUR_EARLIER).apply(parse("2026-01-01T09:45:00Z")))
                .isEqualTo("2026-01-01T08:45:00Z");
    }
}
