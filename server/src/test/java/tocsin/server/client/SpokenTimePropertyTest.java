package tocsin.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SpokenTimePropertyTest {
    /** A day of 25 hours, and an hour that another one leaves out. */
    private static final Duration LONGEST = Duration.ofHours(26);

    @Property
    void a_time_of_day_is_to_come_within_a_day_and_is_what_the_clock_shows_then(
            @ForAll("instants") Instant now,
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute) {
        Instant time = SpokenTime.parse("%02d:%02d".formatted(hour, minute), now, zone);

        assertThat(time).isAfter(now).isBeforeOrEqualTo(now.plus(LONGEST));
        ZonedDateTime shown = time.atZone(zone);
        LocalTime said = LocalTime.of(hour, minute);
        assertThat(shown.toLocalTime().equals(said)
                        || zone.getRules()
                                .getValidOffsets(shown.toLocalDate().atTime(said))
                                .isEmpty())
                .as("%s of %s in %s", said, shown, zone)
                .isTrue();
    }

    @Property
    void what_is_shown_is_understood(@ForAll("instants") Instant now, @ForAll("zones") ZoneId zone) {
        Instant time = now.plusSeconds(90);

        assertThat(SpokenTime.parse(time.atZone(zone).toOffsetDateTime().toString(), now, zone))
                .isEqualTo(time);
    }

    @Provide
    Arbitrary<Instant> instants() {
        long begin = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.longs()
                .between(begin, begin + Duration.ofDays(730).toSeconds())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
                .map(ZoneId::of);
    }
}
