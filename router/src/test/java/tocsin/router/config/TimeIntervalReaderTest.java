package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.mute.TimeInterval.Range;

class TimeIntervalReaderTest {
    private static final String REST = "route: {receiver: r}\nreceivers: [{name: r}]\n";

    @Test
    void all_fields_are_read() {
        TimeInterval interval = only("""
                times: [{start_time: 09:00, end_time: '24:00'}]
                  weekdays: ['Monday:FRIDAY', sunday]
                  days_of_month: ['1:5', '-3:-1', '27:-1', '+1', 09]
                  months: ['January:march', 5, '11:12']
                  years: ['2024:2026', 2030]
                  location: Europe/Berlin
                """);

        assertThat(interval.times()).containsExactly(new Range(540, 1440));
        assertThat(interval.weekdays()).containsExactly(new Range(1, 5), new Range(0, 0));
        assertThat(interval.daysOfMonth())
                .containsExactly(
                        new Range(1, 5), new Range(-3, -1), new Range(27, -1), new Range(1, 1), new Range(9, 9));
        assertThat(interval.months()).containsExactly(new Range(1, 3), new Range(5, 5), new Range(11, 12));
        assertThat(interval.years()).containsExactly(new Range(2024, 2026), new Range(2030, 2030));
        assertThat(interval.location()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void an_absent_field_is_no_restriction_and_an_empty_one_never_fits() {
        TimeInterval interval = only("weekdays: []\n  months:\n  location: ''");

        assertThat(interval.weekdays()).isEmpty();
        assertThat(interval.months()).isNull();
        assertThat(interval.years()).isNull();
        assertThat(interval.location()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void a_null_item_restricts_nothing() {
        assertThat(read("time_intervals: [{name: t, time_intervals: [null]}]")
                        .accepted()
                        .timeIntervals())
                .containsExactly(new NamedTimeInterval(
                        "t", List.of(new TimeInterval(null, null, null, null, null, ZoneOffset.UTC))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "times: [{start_time: 9:00, end_time: 10:00}]",
                "times: [{start_time: '09:00:00', end_time: '10:00'}]",
                "times: [{start_time: '10:00', end_time: '10:00'}]",
                "times: [{start_time: '22:00', end_time: '06:00'}]",
                "times: [{start_time: '09:00', end_time: '24:01'}]",
                "times: [{start_time: '09:00'}]",
                "times: [{start_time: '09:00', end_time: }]",
                "times: [{start: '09:00', end: '10:00'}]",
                "times: ['09:00']",
                "times: 09:00",
                "weekdays: monday",
                "weekdays: [mon]",
                "weekdays: [1]",
                "weekdays: ['saturday:sunday']",
                "weekdays: ['friday:monday']",
                "weekdays: ['monday : friday']",
                "weekdays: ['monday:tuesday:friday']",
                "weekdays: [{}]",
                "days_of_month: [0]",
                "days_of_month: [32]",
                "days_of_month: ['-32:-1']",
                "days_of_month: ['-1:5']",
                "days_of_month: ['28:-1']",
                "days_of_month: ['5:1']",
                "days_of_month: [first]",
                "months: [foo]",
                "months: ['march:january']",
                "months: ['1:2:3']",
                "years: ['2026:2024']",
                "years: [now]",
                "location: Europe/Atlantis",
                "location: europe/berlin",
                "location: +02:00",
                "location: UTC+1",
                "location: GMT+2",
                "day: [1]"
            })
    void an_interval_is_refused(String field) {
        assertThat(read("time_intervals: [{name: t, time_intervals: [{" + field + "}]}]")
                        .errors())
                .isNotEmpty()
                .noneMatch(error -> error.contains("not valid YAML"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Local", "EST", "America/New_York", "Etc/GMT+2", ""})
    void a_zone_is_accepted(String zone) {
        assertThat(read("time_intervals: [{name: t, time_intervals: [{location: '" + zone + "'}]}]")
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time_intervals: [null]",
                "time_intervals: [{}]",
                "time_intervals: [{name: ''}]",
                "time_intervals: [{name: t}, {name: t}]",
                "mute_time_intervals: [{name: t}, {name: t}]",
                "mute_time_intervals: [{name: t}]\ntime_intervals: [{name: t}]",
                "time_intervals: [{name: t, times: []}]",
                "time_intervals: [{name: t, time_intervals: [a]}]",
                "time_intervals: {name: t}"
            })
    void a_list_of_intervals_is_refused(String section) {
        assertThat(read(section).errors()).isNotEmpty().noneMatch(error -> error.contains("not valid YAML"));
    }

    private record Recorded(String id, String intervals, Map<String, String> at) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Recorded> recorded() {
        Problems problems = new Problems("cases.json");
        Source source = new Source("cases.json", Reading.resource("timeintervals/cases.json"));
        YamlList cases = (YamlList) Objects.requireNonNull(YamlReader.readFirst(source, problems));
        return cases.items().stream()
                .map(node -> new Fields((YamlMapping) node, problems))
                .map(fields -> new Recorded(
                        fields.string("id", ""), fields.string("time_intervals", ""), fields.stringMap("at")));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void an_interval_contains_the_times_that_upstream_finds_in_it(Recorded one) {
        Reading reading = read("time_intervals:\n- name: t\n  time_intervals:\n"
                + one.intervals().indent(2));
        NamedTimeInterval interval = reading.accepted().timeIntervals().get(0);

        assertThat(one.at())
                .isNotEmpty()
                .allSatisfy((at, active) ->
                        assertThat(interval.contains(Instant.parse(at))).isEqualTo(Boolean.parseBoolean(active)));
    }

    @Test
    void what_is_accepted_upstream_but_never_matches_gets_a_warning() {
        Reading months = read("time_intervals: [{name: t, time_intervals: [{months: ['0', '11:13']}]}]");
        Reading nulls = read("time_intervals: [{name: t, time_intervals: [{times: [null], weekdays: [null]}]}]");

        months.accepted();
        assertThat(months.warnings()).hasSize(2).allMatch(line -> line.contains("`months`"));
        nulls.accepted();
        assertThat(nulls.warnings())
                .filteredOn(line -> line.contains("empty item"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weekdays: []",
                "times: []",
                "months: [february], days_of_month: ['30:31']",
                "months: [april], days_of_month: [31]",
                "months: [february], days_of_month: [29], years: ['2025:2027']"
            })
    void what_no_time_fits_gets_a_warning(String fields) {
        Reading reading = read("time_intervals: [{name: t, time_intervals: [{" + fields + "}]}]");

        reading.accepted();
        assertThat(reading.warnings()).singleElement().asString().contains("am.yml:3:", "no time fits this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "years: [1999]",
                "months: [february], days_of_month: [29], weekdays: [monday]",
                "days_of_month: ['-31']",
                "times: [{start_time: '00:00', end_time: '24:00'}]"
            })
    void what_some_time_fits_gets_none(String fields) {
        assertThat(read("time_intervals: [{name: t, time_intervals: [{" + fields + "}]}]")
                        .warnings())
                .isEmpty();
    }

    private static TimeInterval only(String fields) {
        String section = "time_intervals:\n- name: t\n  time_intervals:\n  - ";
        RoutingConfig config = read(section + fields.indent(2).strip()).accepted();
        return config.timeIntervals().get(0).intervals().get(0);
    }

    private static Reading read(String section) {
        return Reading.of(REST + section + "\n");
    }
}
