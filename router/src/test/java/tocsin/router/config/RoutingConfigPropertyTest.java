package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoutingConfigPropertyTest {
    private static final String WHOLE = """
            global: {resolve_timeout: 1m, smtp_smarthost: 'a:25', pagerduty_url: 'http://a/b', http_config: {}}
            route:
              receiver: r
              group_by: [a, b]
              routes:
              - {matchers: ['a="b",c=~d'], match: {e: f}, match_re: {g: h}, continue: yes, group_wait: 5s}
              - {receiver: q, mute_time_intervals: [t], labels: {x: y}}
            receivers:
            - {name: r, webhook_configs: [{url: 'http://x'}], labels: {a: b}}
            - name: q
            time_intervals:
            - name: t
              time_intervals: [{times: [{start_time: 09:00, end_time: 10:00}], weekdays: [monday], years: [2030]}]
            inhibit_rules: [{source_matchers: [a=b], equal: [c]}]
            templates: ['*.tmpl']
            """;

    @Property
    void a_damaged_file_is_read_or_refused_with_a_reason(@ForAll("damaged") String text) {
        Reading reading = Reading.of(text);

        assertThat(reading.config() == null).isEqualTo(!reading.errors().isEmpty());
    }

    /** Some stretch of a whole file is replaced by what often goes wrong. */
    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, WHOLE.length());
        Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 12);
        Arbitrary<String> patches = Arbitraries.of(
                "", " ", "\n", "null", "[]", "{}", "[null]", "'", "\"", ": ", "- ", "-1", "0", "&a ", "*a", "<<: ",
                "\t", "\u0000", "é", "[[[[", "x: y", "~", "#");
        return Combinators.combine(places, lengths, patches).as((at, length, patch) -> {
            int end = Math.min(WHOLE.length(), at + length);
            return WHOLE.substring(0, at) + patch + WHOLE.substring(end);
        });
    }
}
