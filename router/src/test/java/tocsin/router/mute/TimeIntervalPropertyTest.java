package tocsin.router.mute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import tocsin.router.mute.TimeInterval.Range;

/** Laws, above all around the days on which clocks do something odd. */
class TimeIntervalPropertyTest {
    /** A zone and a day about which its clock jumps, or an ordinary one. */
    private static final List<Tuple2<String, String>> ODD_DAYS = List.of(
            Tuple.of("Europe/Berlin", "2024-03-31"),
            Tuple.of("Europe/Berlin", "2024-10-27"),
            Tuple.of("America/New_York", "2025-11-02"),
            Tuple.of("Australia/Lord_Howe", "2024-04-06"),
            Tuple.of("Australia/Lord_Howe", "2024-10-05"),
            Tuple.of("Pacific/Apia", "2011-12-29"),
            Tuple.of("Africa/Casablanca", "2024-03-10"),
            Tuple.of("Africa/Casablanca", "2024-04-14"),
            Tuple.of("America/Sao_Paulo", "2018-11-04"),
            Tuple.of("Asia/Kolkata", "2024-02-29"),
            Tuple.of("Asia/Kathmandu", "2023-12-31"),
            Tuple.of("America/St_Johns", "2024-11-03"),
            Tuple.of("UTC", "2024-02-28"));

    private static final Duration SCANNED = Duration.ofHours(40);

    @Property(tries = 150)
    void containment_is_what_a_list_of_all_fitting_values_says(
            @ForAll("moments") Tuple2<String, Instant> moment, @ForAll("shapes") Function<ZoneId, TimeInterval> shape) {
        TimeInterval interval = shape.apply(ZoneId.of(moment.get1()));
        Instant from = moment.get2();

        for (int step = 0; step < 120; step++) {
            Instant at = from.plus(Duration.ofMinutes(37L * step));
            assertThat(interval.contains(at)).as("%s", at).isEqualTo(NaiveInterval.contains(interval, at));
        }
    }

    @Property(tries = 50)
    void a_named_interval_stays_as_it_is_until_its_next_change(
            @ForAll("moments") Tuple2<String, Instant> moment,
            @ForAll("shapeLists") List<Function<ZoneId, TimeInterval>> shapes) {
        ZoneId zone = ZoneId.of(moment.get1());
        NamedTimeInterval named = new NamedTimeInterval(
                "n", shapes.stream().map(shape -> shape.apply(zone)).toList());
        Predicate<Instant> naive = at -> named.intervals().stream().anyMatch(one -> NaiveInterval.contains(one, at));

        assertChange(naive, moment.get2(), named.nextChange(moment.get2()));
    }

    @Property(tries = 25)
    void a_route_stays_held_back_or_not_until_its_next_change(
            @ForAll("moments") Tuple2<String, Instant> moment,
            @ForAll("shapeLists") List<Function<ZoneId, TimeInterval>> active,
            @ForAll("shapeLists") List<Function<ZoneId, TimeInterval>> mute) {
        ZoneId zone = ZoneId.of(moment.get1());
        List<NamedTimeInterval> activeTimes = active.stream()
                .map(shape -> new NamedTimeInterval("a", List.of(shape.apply(zone))))
                .toList();
        NamedTimeInterval muteTimes = new NamedTimeInterval(
                "m",
                mute.stream()
                        .map(shape -> shape.apply(ZoneId.of("Asia/Kolkata")))
                        .toList());
        RouteTimes times = new RouteTimes(activeTimes, List.of(muteTimes));
        Predicate<Instant> naive = at -> !(activeTimes.isEmpty()
                        || activeTimes.stream()
                                .anyMatch(one ->
                                        NaiveInterval.contains(one.intervals().get(0), at)))
                || muteTimes.intervals().stream().anyMatch(one -> NaiveInterval.contains(one, at));

        assertThat(times.muted(moment.get2())).isEqualTo(naive.test(moment.get2()));
        assertThat(times.mutedBy(moment.get2()).isEmpty()).isEqualTo(!naive.test(moment.get2()));
        assertChange(naive, moment.get2(), times.nextChange(moment.get2()));
    }

    /** Minute by minute for some days, and at the change itself. All offsets here are of whole minutes. */
    private static void assertChange(Predicate<Instant> state, Instant after, Optional<Instant> change) {
        boolean now = state.test(after);
        Instant until = after.plus(SCANNED);
        Instant firstMinute = after.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        for (Instant at = firstMinute; at.isBefore(until); at = at.plus(1, ChronoUnit.MINUTES)) {
            if (change.isPresent() && !at.isBefore(change.get())) {
                break;
            }
            if (state.test(at) != now) {
                fail("changes at %s already, not at %s", at, change);
            }
        }
        change.ifPresent(at -> {
            assertThat(at).isAfter(after);
            assertThat(state.test(at)).as("changed at %s", at).isEqualTo(!now);
            assertThat(state.test(at.minusNanos(1))).as("not before %s", at).isEqualTo(now);
        });
    }

    @Property(tries = 100)
    void an_interval_that_is_never_has_no_next_change(
            @ForAll("moments") Tuple2<String, Instant> moment, @ForAll("shapes") Function<ZoneId, TimeInterval> shape) {
        TimeInterval interval = shape.apply(ZoneId.of(moment.get1()));
        NamedTimeInterval named = new NamedTimeInterval("n", List.of(interval));

        if (interval.isNever()) {
            assertThat(named.contains(moment.get2())).isFalse();
            assertThat(named.nextChange(moment.get2())).isEmpty();
        }
    }

    @Provide
    Arbitrary<Tuple2<String, Instant>> moments() {
        return Combinators.combine(
                        Arbitraries.of(ODD_DAYS),
                        Arbitraries.longs().between(0, Duration.ofDays(3).toSeconds()))
                .as((odd, seconds) -> Tuple.of(
                        odd.get1(), Instant.parse(odd.get2() + "T00:00:00Z").plusSeconds(seconds - 86_400)));
    }

    @Provide
    Arbitrary<List<Function<ZoneId, TimeInterval>>> shapeLists() {
        return shapes().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Function<ZoneId, TimeInterval>> shapes() {
        Arbitrary<List<Range>> times = ranges(times());
        Arbitrary<List<Range>> weekdays = ranges(ordered(0, 6));
        Arbitrary<List<Range>> days = ranges(Arbitraries.oneOf(ordered(1, 31), ordered(-31, -1), mixedDays()));
        Arbitrary<List<Range>> months = ranges(ordered(0, 13));
        Arbitrary<List<Range>> years = ranges(ordered(2010, 2026));
        return Combinators.combine(
                        times.injectNull(0.3),
                        weekdays.injectNull(0.5),
                        days.injectNull(0.6),
                        months.injectNull(0.7),
                        years.injectNull(0.8))
                .as((time, weekday, day, month, year) ->
                        zone -> new TimeInterval(time, weekday, day, month, year, zone));
    }

    private static Arbitrary<List<Range>> ranges(Arbitrary<Range> range) {
        return range.list().ofMinSize(0).ofMaxSize(3);
    }

    /** Often near the hours at which clocks jump. */
    private static Arbitrary<Range> times() {
        Arbitrary<Integer> minute = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 1440),
                Arbitraries.of(0, 60, 90, 119, 120, 121, 150, 180, 1439, 1440));
        return Combinators.combine(minute, minute)
                .as((one, other) -> new Range(Math.min(one, other), Math.max(one, other)));
    }

    private static Arbitrary<Range> ordered(int min, int max) {
        Arbitrary<Integer> value = Arbitraries.integers().between(min, max);
        return Combinators.combine(value, value)
                .as((one, other) -> new Range(Math.min(one, other), Math.max(one, other)));
    }

    private static Arbitrary<Range> mixedDays() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 27),
                        Arbitraries.integers().between(-31, -1))
                .as(Range::new);
    }
}
