package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.router.matcher.MatcherMode;

class RouteWarningsTest {
    private static final RoutingConfigOptions EVERYTHING = new RoutingConfigOptions(
            MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION, EnumSet.allOf(Feature.class));
    private static final String INTERVALS = """
            time_intervals:
            - {name: night, time_intervals: [{times: [{start_time: '20:00', end_time: '24:00'}]}]}
            - {name: empty, time_intervals: []}
            """;

    @ParameterizedTest(name = "after {0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # nothing is left by a route without matchers
            {receiver: r}                       | {matchers: [a=b]}
            {receiver: r}                       | {receiver: r}
            {matchers: [a=b]}                   | {matchers: [a=b]}
            {match: {a: b}}                     | {matchers: ['a="b"', 'c="d"']}
            {matchers: ['c=~"x.*"', a!=b]}      | {matchers: [z=z, a!=b, 'c=~"x.*"'], continue: true}
            """)
    void a_route_in_the_shadow_of_an_earlier_one_gets_a_warning(String earlier, String later) {
        Reading reading = routes("- {matchers: [first=yes]}\n  - " + earlier + "\n  - " + later);

        reading.accepted();
        assertThat(reading.warnings())
                .singleElement()
                .asString()
                .startsWith("am.yml:6:5: warning: no alert reaches this route: the route at line 5 takes whatever");
    }

    @ParameterizedTest(name = "after {0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {receiver: r, continue: true}       | {matchers: [a=b]}
            {matchers: [a=b], continue: true}   | {matchers: [a=b]}
            {matchers: [a=b, c=d]}              | {matchers: [a=b]}
            {matchers: [a=b]}                   | {matchers: [a!=b]}
            {matchers: ['a=~"b|c"']}            | {matchers: ['a=~"c|b"']}
            {matchers: [a=b], routes: [{matchers: [x=y]}]} | {matchers: [a=c], routes: [{matchers: [x=y]}]}
            """)
    void a_route_that_some_alert_may_reach_gets_none(String earlier, String later) {
        assertThat(routes("- " + earlier + "\n  - " + later).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{matchers: [a=b, a=c]}",
                "{matchers: [a=b, a!=b]}",
                "{matchers: [a=b, 'a=~\"c.*\"']}",
                "{matchers: ['a=\"\"', 'a=~\".+\"']}",
                "{matchers: [a=b], routes: [{matchers: [x=y], routes: [{matchers: [a=c]}]}]}",
                "{match_re: {a: 'b|c'}, routes: [{matchers: [a=d]}]}"
            })
    void matchers_that_exclude_each_other_get_a_warning(String route) {
        Reading reading = routes("- " + route);

        reading.accepted();
        assertThat(reading.warnings()).singleElement().asString().contains("no alert reaches", "exclude each other");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{matchers: [a=b, a=b]}",
                "{matchers: [a!=b, a!=c, 'a=~\"d|e\"', 'a=~\"e\"']}",
                "{matchers: [a=b], routes: [{matchers: [b=c]}]}",
                "{match_re: {a: 'b|c'}, routes: [{matchers: [a=c]}]}"
            })
    void matchers_that_an_alert_can_fit_get_none(String route) {
        assertThat(routes("- " + route).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {active_time_intervals: [empty]}                               | this route never notifies: no time is in `empty`
            {active_time_intervals: [night], mute_time_intervals: [night]} | this route never notifies: its `mute
            {mute_time_intervals: [night, empty]}                          | this mutes nothing: no time is in `empty`
            """)
    void times_that_never_come_get_a_warning(String route, String message) {
        Reading reading = routes("- " + route);

        reading.accepted();
        assertThat(reading.warnings()).singleElement().asString().contains(message);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{active_time_intervals: [empty, night]}",
                "{mute_time_intervals: [night]}",
                "{active_time_intervals: [night]}"
            })
    void times_that_come_get_none(String route) {
        assertThat(routes("- " + route).warnings()).isEmpty();
    }

    @Test
    void a_receiver_that_no_route_names_gets_a_warning() {
        Reading reading = Reading.of("route: {receiver: r}\nreceivers: [{name: r}, {name: forgotten}]\n");

        reading.accepted();
        assertThat(reading.warnings())
                .singleElement()
                .asString()
                .startsWith("am.yml:2:")
                .contains("no route leads to receiver `forgotten`");
    }

    @Test
    void where_there_are_errors_these_warnings_wait() {
        assertThat(Reading.of("route: {receiver: x}\nreceivers: [{name: r}]\n").warnings())
                .isEmpty();
    }

    @ParameterizedTest(name = "repeat {0} with a flush every {1}: {2}")
    @CsvSource({
        "15m, 10m, repeats come every 20m",
        "61m, 1h, repeats come every 2h",
        "9h, 5h, ''",
        "4h, 5m, ''",
        "4h, 7m, ''",
        "1h, 1h, ''"
    })
    void a_repeat_that_comes_much_later_gets_a_warning(String repeat, String interval, String message) {
        List<String> warnings = Reading.of(
                        "route: {receiver: r, repeat_interval: %s, group_interval: %s}\nreceivers: [{name: r}]\n"
                                .formatted(repeat, interval))
                .warnings();

        if (message.isEmpty()) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).singleElement().asString().contains(message);
        }
    }

    private static Reading routes(String routes) {
        return Reading.of(
                "route:\n  receiver: r\n  routes:\n  " + routes + "\nreceivers: [{name: r}]\n" + INTERVALS, EVERYTHING);
    }
}
