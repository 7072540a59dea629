package tocsin.router.mute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.router.mute.TimeInterval.Range;

class NextChangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

    @ParameterizedTest(name = "{1} to {2} in {0}: after {3} comes {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # zone              | begin | end  | after                | change
            UTC                 | 540   | 1020 | 2024-06-04T08:59:59Z | 2024-06-04T09:00:00Z
            UTC                 | 540   | 1020 | 2024-06-04T09:00:00Z | 2024-06-04T17:00:00Z
            UTC                 | 1275  | 1440 | 2024-06-04T22:00:00Z | 2024-06-05T00:00:00Z
            # 02:00 to 03:00 does not exist on 31 March
            Europe/Berlin       | 120   | 180  | 2024-03-30T02:30:00Z | 2024-04-01T00:00:00Z
            # half of it does not: it begins when the clock has jumped
            Europe/Berlin       | 150   | 210  | 2024-03-31T00:00:00Z | 2024-03-31T01:00:00Z
            # it comes twice on 27 October, without a change in between
            Europe/Berlin       | 120   | 180  | 2024-10-26T22:00:00Z | 2024-10-27T00:00:00Z
            Europe/Berlin       | 120   | 180  | 2024-10-27T00:00:00Z | 2024-10-27T02:00:00Z
            # 02:30 to 03:00 comes twice, with one in between
            Europe/Berlin       | 150   | 180  | 2024-10-27T00:30:00Z | 2024-10-27T01:00:00Z
            Europe/Berlin       | 150   | 180  | 2024-10-27T01:00:00Z | 2024-10-27T01:30:00Z
            # half an hour forward, 02:00 to 02:30
            Australia/Lord_Howe | 125   | 130  | 2024-10-05T15:00:00Z | 2024-10-06T15:05:00Z
            # 30 December 2011 was not there
            Pacific/Apia        | 600   | 660  | 2011-12-29T21:00:00Z | 2011-12-30T20:00:00Z
            """)
    void a_time_of_the_day_over_odd_days(String zone, int begin, int end, Instant after, Instant change) {
        TimeInterval interval = interval(List.of(new Range(begin, end)), null, null, null, null, ZoneId.of(zone));

        assertThat(named(interval).nextChange(after)).contains(change);
    }

    @Test
    void a_day_that_the_zone_left_out_never_comes() {
        TimeInterval day = interval(
                null,
                null,
                List.of(new Range(30, 30)),
                List.of(new Range(12, 12)),
                List.of(new Range(2011, 2011)),
                ZoneId.of("Pacific/Apia"));

        assertThat(named(day).nextChange(Instant.parse("2011-12-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_leap_day_on_a_monday_is_found_over_the_century_without_one() {
        TimeInterval day = interval(
                null,
                List.of(new Range(1, 1)),
                List.of(new Range(29, 29)),
                List.of(new Range(2, 2)),
                null,
                ZoneOffset.UTC);

        assertThat(named(day).nextChange(NEW_YEAR)).contains(Instant.parse("2044-02-29T00:00:00Z"));
        assertThat(named(day).nextChange(Instant.parse("2073-01-01T00:00:00Z")))
                .contains(Instant.parse("2112-02-29T00:00:00Z"));
    }

    @Test
    void a_year_far_away_is_found_within_the_horizon_and_not_beyond() {
        assertThat(named(year(2090)).nextChange(NEW_YEAR)).contains(Instant.parse("2090-01-01T00:00:00Z"));
        assertThat(named(year(2130)).nextChange(NEW_YEAR)).isEmpty();
    }

    @Test
    void a_past_year_never_comes_back() {
        assertThat(named(year(2023)).nextChange(NEW_YEAR)).isEmpty();
    }

    @Test
    void what_never_or_always_matches_has_no_next_change() {
        TimeInterval always = interval(null, null, null, null, null, BERLIN);
        TimeInterval workdays = interval(null, List.of(new Range(1, 5)), null, null, null, BERLIN);
        TimeInterval weekend = interval(null, List.of(new Range(0, 0), new Range(6, 6)), null, null, null, BERLIN);

        assertThat(named().nextChange(NEW_YEAR)).isEmpty();
        assertThat(named(always).nextChange(NEW_YEAR)).isEmpty();
        assertThat(named(workdays, weekend).nextChange(NEW_YEAR)).isEmpty();
        assertThat(named(workdays, always).nextChange(NEW_YEAR)).isEmpty();
    }

    @Test
    void pieces_that_touch_are_one() {
        TimeInterval morning = interval(List.of(new Range(360, 720)), null, null, null, null, ZoneOffset.UTC);
        TimeInterval noon =
                interval(List.of(new Range(720, 780), new Range(780, 840)), null, null, null, null, ZoneId.of("UTC"));

        assertThat(named(morning, noon).nextChange(Instant.parse("2024-01-01T07:00:00Z")))
                .contains(Instant.parse("2024-01-01T14:00:00Z"));
    }

    @Test
    void a_route_that_names_nothing_is_never_held_back() {
        RouteTimes times = new RouteTimes(List.of(), List.of());

        assertThat(times.muted(NEW_YEAR)).isFalse();
        assertThat(times.nextChange(NEW_YEAR)).isEmpty();
    }

    @Test
    void a_mute_time_within_the_active_time_ends_with_whatever_comes_last() {
        TimeInterval working = interval(List.of(new Range(540, 1020)), null, null, null, null, ZoneOffset.UTC);
        TimeInterval lunch = interval(List.of(new Range(720, 780)), null, null, null, null, ZoneOffset.UTC);
        RouteTimes times = new RouteTimes(List.of(named(working)), List.of(named(lunch)));

        List<Instant> changes = Stream.iterate(
                        NEW_YEAR, at -> times.nextChange(at).orElseThrow())
                .skip(1)
                .limit(5)
                .toList();

        assertThat(changes)
                .containsExactly(
                        Instant.parse("2024-01-01T09:00:00Z"),
                        Instant.parse("2024-01-01T12:00:00Z"),
                        Instant.parse("2024-01-01T13:00:00Z"),
                        Instant.parse("2024-01-01T17:00:00Z"),
                        Instant.parse("2024-01-02T09:00:00Z"));
    }

    @Test
    void a_muting_name_comes_once_for_each_of_its_items_in_force() {
        TimeInterval always = interval(null, null, null, null, null, ZoneOffset.UTC);
        NamedTimeInterval twice = new NamedTimeInterval("twice", List.of(always, always));
        NamedTimeInterval never = new NamedTimeInterval("never", List.of());

        assertThat(new RouteTimes(List.of(), List.of(never, twice)).mutedBy(NEW_YEAR))
                .containsExactly("twice", "twice");
        assertThat(new RouteTimes(List.of(never, never), List.of(twice)).mutedBy(NEW_YEAR))
                .as("outside of the active times these alone are told")
                .containsExactly("never", "never");
    }

    @ParameterizedTest(name = "day {0} of month {1} in year {2}: never is {3}")
    @CsvSource({
        "31, 4, 0, true", "30, 2, 0, true", "29, 2, 0, false", "29, 2, 2023, true", "29, 2, 2024, false",
        "-31, 4, 0, false", "1, 0, 0, true", "1, 13, 0, true", "31, 12, 999999999, false", "29, 2, 2100, true",
        "1, 1, 1000000000, true", "1, 1, 2147483647, true"
    })
    void days_that_do_not_exist_are_known(int day, int month, int year, boolean never) {
        List<Range> years = year == 0 ? null : List.of(new Range(year, year));
        List<Range> days = List.of(day < 0 ? new Range(day, -1) : new Range(day, day));

        assertThat(interval(null, null, days, List.of(new Range(month, month)), years, BERLIN)
                        .isNever())
                .isEqualTo(never);
    }

    @Test
    void an_empty_list_is_never() {
        assertThat(interval(List.of(), null, null, null, null, BERLIN).isNever())
                .isTrue();
        assertThat(interval(null, List.of(), null, null, null, BERLIN).isNever())
                .isTrue();
        assertThat(interval(null, null, null, null, List.of(), BERLIN).isNever())
                .isTrue();
        assertThat(interval(null, null, null, null, null, BERLIN).isNever()).isFalse();
    }

    private static TimeInterval year(int year) {
        return interval(null, null, null, null, List.of(new Range(year, year)), ZoneOffset.UTC);
    }

    private static NamedTimeInterval named(TimeInterval... intervals) {
        return new NamedTimeInterval("n", List.of(intervals));
    }

    private static TimeInterval interval(
            @Nullable List<Range> times,
            @Nullable List<Range> weekdays,
            @Nullable List<Range> daysOfMonth,
            @Nullable List<Range> months,
            @Nullable List<Range> years,
            ZoneId zone) {
        return new TimeInterval(times, weekdays, daysOfMonth, months, years, zone);
    }
}
