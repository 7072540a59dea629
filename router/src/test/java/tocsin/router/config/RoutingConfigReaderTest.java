package tocsin.router.config;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Fields;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.YamlMapping;
import tocsin.delivery.IntegrationId;
import tocsin.model.Matcher;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

class RoutingConfigReaderTest {
    private static final String MINIMAL = "route: {receiver: r}\nreceivers: [{name: r}]\n";

    @Test
    void a_minimal_file_has_upstreams_defaults() {
        RoutingConfig config = Reading.of(MINIMAL).accepted();

        assertThat(config.route()).isEqualTo(Route.root("r"));
        assertThat(config.resolveTimeout()).isEqualTo(ofMinutes(5));
        assertThat(config.receivers()).containsExactly(new Receiver("r", Map.of("name", "r"), List.of()));
        assertThat(config.directory()).isEqualTo(Reading.DIRECTORY);
        assertThat(Reading.of(MINIMAL).warnings()).isEmpty();
    }

    @Test
    void all_problems_are_reported_at_once_with_their_places() {
        Reading reading = Reading.of("""
                globl: {}
                route:
                  receiver: rr
                  group_wait: 5 min
                  routes:
                  - matchers: [a]
                    group_intervall: 5m
                receivers:
                - name: r
                - name: r
                """);

        assertThat(reading.config()).isNull();
        assertThat(reading.errors())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("am.yml:1:1: unknown key `globl`; did you mean `global`?"),
                        second ->
                                assertThat(second).isEqualTo("am.yml:3:13: undefined receiver `rr`; did you mean `r`?"),
                        third -> assertThat(third).startsWith("am.yml:4:15: `group_wait`: "),
                        fourth -> assertThat(fourth).startsWith("am.yml:6:16: bad matcher format: a"),
                        fifth ->
                                assertThat(fifth).startsWith("am.yml:7:5: unknown key `group_intervall`; did you mean"),
                        sixth -> assertThat(sixth).isEqualTo("am.yml:10:9: receiver `r` is already defined at line 9"));
    }

    @Test
    void of_hundreds_of_undefined_receivers_the_first_hundred_get_a_hint() {
        String routes = "  - receiver: rr\n".repeat(500);

        Reading reading = Reading.of("route:\n  receiver: r\n  routes:\n" + routes + "receivers:\n- name: r\n");

        assertThat(reading.errors())
                .hasSize(500)
                .filteredOn(error -> error.contains("did you mean"))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "# nothing", "~", "route:", "a string", "[]", "receivers: [{name: r}]"})
    void a_file_without_route_is_refused(String text) {
        Reading reading = Reading.of(text);

        assertThat(reading.config()).isNull();
        assertThat(reading.errors()).isNotEmpty();
    }

    @Test
    void children_take_over_what_they_do_not_say() {
        Route root = Reading.of("""
                        route:
                          receiver: r
                          group_by: [a]
                          group_wait: 1s
                          group_interval: 2m
                          repeat_interval: 3h
                          labels: {x: '1', y: '2'}
                          routes:
                          - matchers: [a="b"]
                            continue: true
                            routes:
                            - {receiver: q, group_by: [], group_wait: 0, labels: {y: '3'}}
                            - {receiver: '', group_by: , group_wait: , match: , routes: }
                        receivers: [{name: r}, {name: q}]
                        """).accepted().route();

        Route child = root.routes().get(0);
        assertThat(child.receiver()).isEqualTo("r");
        assertThat(child.groupBy()).isEqualTo(GroupBy.names("a"));
        assertThat(child.groupWait()).isEqualTo(ofSeconds(1));
        assertThat(child.groupInterval()).isEqualTo(ofMinutes(2));
        assertThat(child.repeatInterval()).isEqualTo(ofHours(3));
        assertThat(child.labels()).isEqualTo(Map.of("x", "1", "y", "2"));
        Route own = child.routes().get(0);
        assertThat(own.receiver()).isEqualTo("q");
        assertThat(own.groupBy()).isEqualTo(GroupBy.NOTHING);
        assertThat(own.groupWait()).isEqualTo(Duration.ZERO);
        assertThat(own.matchers()).isEmpty();
        assertThat(own.continueMatching()).isFalse();
        assertThat(own.labels()).isEqualTo(Map.of("x", "1", "y", "3"));
        Route nulls = child.routes().get(1);
        assertThat(nulls.receiver()).isEqualTo("r");
        assertThat(nulls.groupBy()).isEqualTo(GroupBy.names("a"));
        assertThat(nulls.groupWait()).isEqualTo(ofSeconds(1));
    }

    @Test
    void grouping_by_all_is_taken_over_and_cleared() {
        Route root = Reading.of(route("group_by: ['...', '...'], routes: [{}, {group_by: [a]}, {group_by: []}]"))
                .accepted()
                .route();

        assertThat(root.routes())
                .extracting(Route::groupBy)
                .containsExactly(GroupBy.ALL, GroupBy.names("a"), GroupBy.NOTHING);
    }

    @Test
    void the_three_forms_of_matchers_are_joined_and_sorted() {
        Route child = Reading.of(route("routes: [{match: {c: 1}, match_re: {b: 'x.*'}, matchers: ['a=~\"y\",e!=z']}]"))
                .accepted()
                .route()
                .routes()
                .get(0);

        assertThat(child.matchers())
                .extracting(Matcher::toString)
                .containsExactly("a=~\"y\"", "b=~\"^(?:x.*)$\"", "c=\"1\"", "e!=\"z\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            match: {a: b}                              | the root route must not have matchers
            match_re: {a: b}                           | the root route must not have matchers
            matchers: [a=b]                            | the root route must not have matchers
            continue: true                             | the root route must not have `continue: true`
            mute_time_intervals: [t]                   | the root route must not have `mute_time_intervals`
            active_time_intervals: [t]                 | the root route must not have `active_time_intervals`
            group_interval: 0s                         | `group_interval`: cannot be zero
            repeat_interval: 0                         | `repeat_interval`: cannot be zero
            group_interval: 5                          | `group_interval`: not a valid duration
            group_wait: -1s                            | `group_wait`: not a valid duration
            group_by: [a, a]                           | label `a` stands here twice
            group_by: [a, '...']                       | groups by all labels
            group_by: ['']                             | "" is not a label name
            group_by: [null]                           | "" is not a label name
            group_by: a                                | `group_by` takes a list
            labels: {'': x}                            | `labels`: "" is not a label name
            routes: [null]                             | `routes` takes a list of routes, found nothing
            routes: [a]                                | `routes` takes a list of routes, found a single value
            routes: {}                                 | `routes` takes a list
            routes: [{receiver: q}]                    | undefined receiver `q`
            routes: [{match: {a-b: c}}]                | "a-b" is not a classic label name
            routes: [{match_re: {a.b: c}}]             | "a.b" is not a classic label name
            routes: [{match_re: {a: }}]                | no regular expression for "a"
            routes: [{match_re: {a: '('}}]             | bad regular expression
            routes: [{match_re: {a: '(?=x)'}}]         | bad regular expression
            routes: [{match: {a: [b]}}]                | takes a text, found a list
            routes: [{matchers: a=b}]                  | `matchers` takes a list
            routes: [{matchers: ['a=~"("']}]           | bad regular expression
            routes: [{mute_time_intervals: [u]}]       | undefined time interval `u`
            routes: [{active_time_intervals: [u]}]     | undefined time interval `u`
            routes: [{continue: 'yes'}]                | not a boolean
            routes: [{continue: 1}]                    | not a boolean
            routes: [{mach: {a: b}}]                   | unknown key `mach`; did you mean `match`?
            receiver: s                                | key "receiver" already defined
            match: , matchers: [a=b]                   | am.yml:1:41: the root route must not have matchers
            """)
    void a_route_is_refused(String keys, String message) {
        Reading reading = Reading.of(route(keys) + "time_intervals: [{name: t}]\n");

        assertThat(reading.config()).isNull();
        assertThat(reading.errors()).anySatisfy(error -> assertThat(error).contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_wait: 0",
                "group_interval: ",
                "repeat_interval: 1y",
                "match: {}",
                "matchers: ['{}']",
                "matchers: []",
                "continue: Off",
                "routes: [{match_re: {a: 'foo)|(bar'}}]",
                "routes: [{match: {a: }}]",
                "routes: [{match: {a: 09:00, b: on, c: 2020-01-01, d: 010}}]",
                "routes: [{matchers: [null]}]",
                "routes: [{matchers: ['{a=b']}]",
                "routes: [{mute_time_intervals: [t], active_time_intervals: [t, t]}]",
                "group_by: [a.b, 'ü']"
            })
    void a_route_is_accepted(String keys) {
        assertThat(Reading.of(route(keys) + "time_intervals: [{name: t}]\n").errors())
                .isEmpty();
    }

    @Test
    void plain_scalars_keep_their_text_as_label_values() {
        Route child = Reading.of(route("routes: [{match: {a: 09:00, b: on, c: 2020-01-01, d: 010, e: 1e3}}]"))
                .accepted()
                .route()
                .routes()
                .get(0);

        assertThat(child.matchers())
                .extracting(Matcher::value)
                .containsExactly("09:00", "on", "2020-01-01", "010", "1e3");
    }

    @Test
    void label_names_follow_the_matcher_mode() {
        String text = route("group_by: [a.b], labels: {a.b: x}") + "inhibit_rules: [{equal: [a.b]}]\n";

        assertThat(Reading.of(text).errors()).isEmpty();
        assertThat(Reading.of(text, options(MatcherMode.CLASSIC, Set.of())).errors())
                .hasSize(3);
    }

    @Test
    void the_matcher_mode_decides_on_the_grammar() {
        String spaces = route("routes: [{matchers: ['a=b c']}]");

        assertThat(Reading.of(spaces).warnings()).singleElement().asString().contains("write `a=\"b c\"`");
        assertThat(Reading.of(spaces, options(MatcherMode.UTF8_STRICT, Set.of()))
                        .errors())
                .hasSize(1);
    }

    @Test
    void times_that_cannot_work_as_meant_get_a_warning_where_they_are_written() {
        Reading reading = Reading.of("""
                route:
                  receiver: r
                  repeat_interval: 6d
                  routes:
                  - matchers: [a=b]
                  - matchers: [a=c]
                    group_interval: 2h
                    repeat_interval: 1h
                receivers: [{name: r}]
                """);

        assertThat(reading.warnings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("am.yml:3:20: warning: `repeat_interval` 6d is longer than")
                                .contains("5d"),
                        second -> assertThat(second)
                                .startsWith("am.yml:8:22: warning: `repeat_interval` 1h is shorter than"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            receivers: [{name: r}, null]                     | takes a list of receivers, found nothing
            receivers: [{name: r}, {name: }]                 | missing `name` of a receiver
            receivers: [{name: r}, {}]                       | missing `name` of a receiver
            receivers: [{name: r, labels: {name: q}}]        | label `name` of receiver `r`
            receivers: [{name: r, labels: {a: [b]}}]         | takes a text
            receivers: [{name: r, webhok_configs: []}]       | did you mean `webhook_configs`?
            receivers: [{name: r, slack_configs: [null]}]    | missing slack config
            receivers: [{name: r, webhook_configs: [null]}]  | missing webhook config
            receivers: [{name: r, webhook_configs: {}}]      | takes a list
            receivers: {r: {}}                               | `receivers` takes a list
            """)
    void receivers_are_refused(String receivers, String message) {
        Reading reading = Reading.of("route: {receiver: r}\n" + receivers);

        assertThat(reading.config()).isNull();
        assertThat(reading.errors()).anySatisfy(error -> assertThat(error).contains(message));
    }

    @Test
    void integrations_are_numbered_within_their_kind() {
        Reading reading = Reading.of("""
                route: {receiver: r}
                receivers:
                - name: r
                  slack_configs:
                  - {whatever: 1}
                  - {whatever: 2}
                - name: empty
                  slack_configs: []
                """, new AnyKind("slack"));

        assertThat(reading.accepted().receivers().get(0).integrations())
                .extracting(Integration::id)
                .containsExactly(new IntegrationId("r", "slack", 0), new IntegrationId("r", "slack", 1));
        assertThat(reading.warnings()).noneMatch(line -> line.contains("_configs"));
    }

    @Test
    void a_kind_that_nobody_reads_is_an_unknown_key() {
        assertThat(Reading.of("route: {receiver: r}\nreceivers: [{name: r, slack_configs: []}]", new AnyKind("slackk"))
                        .errors())
                .containsExactly("am.yml:2:23: unknown key `slack_configs`; did you mean `slackk_configs`?");
    }

    @Test
    void a_registered_kind_reads_its_entries_with_global_and_directory() {
        Reading reading = Reading.of("""
                global: {smtp_from: me}
                route: {receiver: r}
                receivers:
                - name: r
                  webhook_configs: [{url: x}, {url: bad}, {url: y}]
                """, new UrlKind("webhook"));

        assertThat(reading.errors()).containsExactly("am.yml:5:31: bad entry");
        Reading good = Reading.of(
                "global: {smtp_from: me}\nroute: {receiver: r}\nreceivers: [{name: r, webhook_configs: [{url: x}]}]",
                new UrlKind("webhook"));
        assertThat(good.accepted().receivers().get(0).integrations())
                .containsExactly(new Integration(
                        new IntegrationId("r", "webhook", 0), new UrlConfig("x", 1, Reading.DIRECTORY)));
        assertThat(good.warnings()).isEmpty();
    }

    @Test
    void a_kind_is_registered_once() {
        RoutingConfigOptions options = options(MatcherMode.FALLBACK, Set.of());
        SectionReader any = Reading.ANY_SECTION;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoutingConfigReader(
                        options, List.of(new UrlKind("webhook"), new UrlKind("webhook")), any, any));
    }

    @Test
    void only_receivers_of_some_route_are_routed() {
        RoutingConfig config = Reading.of("""
                        route: {receiver: b, routes: [{receiver: a, matchers: [x=y]}]}
                        receivers: [{name: a}, {name: unused}, {name: b}]
                        """).accepted();

        assertThat(config.routedReceivers()).extracting(Receiver::name).containsExactly("a", "b");
        assertThat(config.receivers()).hasSize(3);
    }

    @Test
    void each_feature_that_is_not_applied_is_named_once() {
        String text = """
                route:
                  receiver: r
                  labels: {a: b}
                  routes:
                  - {matchers: [x=y], mute_time_intervals: [t], labels: {c: d}}
                  - {matchers: [x=z], active_time_intervals: [t]}
                receivers: [{name: r, labels: {team: x}}]
                time_intervals: [{name: t, time_intervals: [{}]}]
                inhibit_rules: [{}, {}]
                templates: ['a.tmpl', 'b.tmpl']
                tracing: {endpoint: x}
                event_recorder: {stdout_outputs: [{}]}
                """;

        Reading none = Reading.of(text);
        none.accepted();
        assertThat(none.warnings()).hasSize(Feature.values().length);
        for (Feature feature : Feature.values()) {
            assertThat(none.warnings())
                    .filteredOn(line -> line.endsWith(feature.notApplied()))
                    .hasSize(1);
        }
        assertThat(Reading.of(text, options(MatcherMode.FALLBACK, EnumSet.allOf(Feature.class)))
                        .warnings())
                .isEmpty();
    }

    @Test
    void inhibit_rules_join_their_forms() {
        RoutingConfig config = Reading.of(MINIMAL + """
                        inhibit_rules:
                        - name: one
                          source_match: {a: '1'}
                          source_match_re: {b: x}
                          source_matchers: ['c=2']
                          target_matchers: ['d!=3', 'e=4']
                          equal: [f, g]
                        - null
                        """).accepted();

        assertThat(config.inhibitRules()).hasSize(2);
        InhibitRule rule = config.inhibitRules().get(0);
        assertThat(rule.name()).isEqualTo("one");
        assertThat(rule.source()).extracting(Matcher::name).containsExactly("a", "b", "c");
        assertThat(rule.target()).extracting(Matcher::name).containsExactly("d", "e");
        assertThat(rule.equal()).containsExactlyInAnyOrder("f", "g");
        assertThat(config.inhibitRules().get(1)).isEqualTo(new InhibitRule(null, List.of(), List.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inhibit_rules: {}",
                "inhibit_rules: [a]",
                "inhibit_rules: [{sources: []}]",
                "inhibit_rules: [{source_match: {a.b: c}}]",
                "inhibit_rules: [{target_match_re: {a: '('}}]",
                "inhibit_rules: [{target_match_re: {a: }}]",
                "inhibit_rules: [{source_matchers: [a]}]",
                "inhibit_rules: [{equal: ['']}]",
                "templates: a",
                "templates: ['a[']",
                "templates: ['a\\']",
                "templates: ['[]a]']",
                "templates: ['[-a]']",
                "tracing: {}",
                "tracing: {endpoint: x, client_type: udp}",
                "tracing: {endpoint: x, compression: zip}",
                "tracing: {endpoint: x, timeout: 1d}",
                "tracing: {endpoint: x, timeout: -1s}",
                "tracing: {endpoint: x, sampling_fraction: some}",
                "tracing: {endpoint: x, headers: {a: {files: [b]}}}",
                "tracing: {endpoint: x, headers: {a: b}}",
                "tracing: {endpoint: x, other: b}",
                "event_recorder: {file_outputs: [{}]}",
                "event_recorder: {webhook_outputs: [{}]}",
                "event_recorder: {webhook_outputs: [{url: }]}",
                "event_recorder: {webhook_outputs: [{url: ftp://x}]}",
                "event_recorder: {webhook_outputs: [{url: http://x, workers: -1}]}",
                "event_recorder: {webhook_outputs: [{url: http://x, batch_max_events: 1}]}",
                "event_recorder: {kafka_outputs: [{topic: t}]}",
                "event_recorder: {kafka_outputs: [{brokers: [''], topic: t}]}",
                "event_recorder: {kafka_outputs: [{brokers: [b]}]}",
                "event_recorder: {kafka_outputs: [{brokers: [b], topic: t, acks: some}]}",
                "event_recorder: {stdout_outputs: [{a: b}]}"
            })
    void other_sections_are_refused(String section) {
        assertThat(Reading.of(MINIMAL + section).errors())
                .isNotEmpty()
                .noneMatch(error -> error.contains("not valid YAML"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inhibit_rules:",
                "inhibit_rules: [{name: a}, {name: a}]",
                "templates: ['*.tmpl', '[a-c^]?', '\\[x', '[^x]']",
                "tracing: {endpoint: x, client_type: http, timeout: 1.5s, sampling_fraction: 0.5, insecure: yes,"
                        + " compression: gzip, headers: {a: {values: [b], secrets: [c]}}, tls_config: {}}",
                "tracing:",
                "event_recorder: {file_outputs: [{path: x}], stdout_outputs: [{}]}",
                "event_recorder: {webhook_outputs: [{url: http://x, http_config: {}, timeout: 500, workers: 1,"
                        + " max_retries: 0, retry_backoff: 100ms, batch: true, batch_max_events: 5,"
                        + " batch_max_bytes: 10, batch_flush_interval: 1s}]}",
                "event_recorder: {kafka_outputs: [{brokers: [b], topic: t, client_id: c, format: json, acks: all,"
                        + " compression: zstd, buffer_size: 5, tls_config: {}}]}"
            })
    void other_sections_are_accepted(String section) {
        assertThat(Reading.of(MINIMAL + section).errors()).isEmpty();
    }

    @Test
    void the_hash_is_the_beginning_of_the_md5_in_little_endian() {
        assertThat(ConfigHash.of("".getBytes(StandardCharsets.UTF_8))).isEqualTo(0x8fd98c1dd4L);
        assertThat(Reading.of(MINIMAL).accepted().hash())
                .isEqualTo(ConfigHash.of(MINIMAL.getBytes(StandardCharsets.UTF_8)));
    }

    private static String route(String keys) {
        return "route: {receiver: r, " + keys + "}\nreceivers: [{name: r}]\n";
    }

    private static RoutingConfigOptions options(MatcherMode mode, Set<Feature> applied) {
        return new RoutingConfigOptions(mode, RoutingConfigOptions.DEFAULT_DATA_RETENTION, applied);
    }

    private record UrlConfig(String url, int globalKeys, Path directory) implements IntegrationConfig {
        @Override
        public boolean sendResolved() {
            return true;
        }
    }

    /** Accepts any entry whose url is not "bad". */
    private record UrlKind(String name) implements IntegrationKind {
        @Override
        public @Nullable IntegrationConfig read(
                YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
            String url = new Fields(entry, problems).string("url", "");
            if (url.equals("bad")) {
                problems.error(entry, "bad entry");
                return null;
            }
            return new UrlConfig(url, global.entries().size(), directory);
        }
    }
}
