package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.notRegex;
import static tocsin.router.silence.SilenceFixtures.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceSizeTest {
    private static final String ID = "00000000-0000-4000-8000-000000000000";

    /** The message, written out by hand: tag, length, content. */
    private static final String ENCODED = """
            0a 82 01
              0a 24 30 30 30 30 30 30 30 30 2d 30 30 30 30 2d 34 30 30 30 2d 38 30 30 30 2d 30 30 30 30 30 30 30 30 30 30 30 30
              1a 03 08 ac 02
              22 06 08 ac 02 10 ac 02
              2a 00
              42 03 61 6e 6e
              4a 1e c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc c3 bc
              52 05 0a 01 74 12 00
              5a 09 0a 07 12 01 61 1a 02 62 62
              5a 14 0a 08 08 03 12 01 61 1a 01 62 0a 08 12 01 63 1a 03 e2 82 ac
            12 0b 08 ff ff ff ff ff ff ff ff ff 01
            """;

    @Test
    void the_size_is_that_of_alertmanagers_message() {
        Instant start = Instant.ofEpochSecond(300);
        Silence silence = new Silence(
                ID,
                List.of(List.of(is("a", "bb")), List.of(notRegex("a", "b"), is("c", "\u20ac"))),
                start,
                start.plusNanos(300),
                Instant.EPOCH,
                "ann",
                "\u00fc".repeat(15),
                Map.of("t", ""),
                Instant.ofEpochSecond(-1));

        assertThat(SilenceSize.bytes(silence)).isEqualTo(ENCODED.strip().split("\\s+").length);
    }

    @Test
    void the_limit_is_the_largest_size_that_is_accepted() {
        SilenceFixtures fixtures = new SilenceFixtures();
        SilenceRequest request = request(null, null, fixtures.now().plusSeconds(60), is("a", "b"));
        int size = SilenceSize.bytes(fixtures.made(request));

        fixtures.options(fixtures.options.withLimits(0, size));
        assertThat(fixtures.set(request)).isInstanceOf(SilenceOutcome.Accepted.class);

        fixtures.options(fixtures.options.withLimits(0, size - 1));
        assertThat(fixtures.set(request))
                .isEqualTo(new SilenceOutcome.Refused(
                        "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(size, size - 1)));
    }

    @Test
    void an_edit_that_grows_beyond_the_limit_changes_nothing() {
        SilenceFixtures fixtures = new SilenceFixtures();
        Silence old = fixtures.made(fixtures.request(is("a", "b")));
        fixtures.options(fixtures.options.withLimits(0, SilenceSize.bytes(old)));

        SilenceOutcome outcome =
                fixtures.set(request(old.id(), old.startsAt(), old.endsAt(), "x".repeat(50), old.matcherSets()));

        assertThat(outcome).isInstanceOf(SilenceOutcome.Refused.class);
        assertThat(fixtures.silences.list()).containsExactly(old);
    }

    @Test
    void without_limit_any_size_is_accepted() {
        SilenceFixtures fixtures = new SilenceFixtures();
        SilenceRequest huge = fixtures.request(is("a", "b".repeat(2 << 20)));

        assertThat(fixtures.set(huge)).isInstanceOf(SilenceOutcome.Refused.class);
        fixtures.options(fixtures.options.withLimits(0, 0));
        assertThat(fixtures.set(huge)).isInstanceOf(SilenceOutcome.Accepted.class);
    }
}
