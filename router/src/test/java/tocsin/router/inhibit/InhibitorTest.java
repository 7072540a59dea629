package tocsin.router.inhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.AlertFixtures;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.matcher.MatcherParser;

class InhibitorTest {
    private static final Instant NOW = START.plusSeconds(60);

    private static InhibitRule rule(String source, String target, String... equal) {
        return new InhibitRule(null, matchers(source), matchers(target), Set.of(equal));
    }

    private static List<Matcher> matchers(String text) {
        return new MatcherParser(MatcherMode.FALLBACK).parseList(text).matchers();
    }

    /** {@code a=1 b=2}. */
    private static Labels alert(String text) {
        return Labels.of(Arrays.stream(text.split("[ =]+", -1)).toArray(String[]::new));
    }

    private static Inhibitor with(InhibitRule... rules) {
        return new Inhibitor(List.of(rules));
    }

    private static Inhibitor firing(Inhibitor inhibitor, String... alerts) {
        for (String each : alerts) {
            ends(inhibitor, each, null);
        }
        return inhibitor;
    }

    private static void ends(Inhibitor inhibitor, String alert, @Nullable Instant end) {
        inhibitor.update(AlertFixtures.ofRule(alert(alert), START, end, START));
    }

    private static @Nullable Labels source(Inhibitor inhibitor, String target, Instant now) {
        return inhibitor.inhibiting(alert(target), now).map(Inhibition::source).orElse(null);
    }

    private static boolean mutes(Inhibitor inhibitor, String target) {
        return source(inhibitor, target, NOW) != null;
    }

    @ParameterizedTest(name = "{0} mutes {1} when equal is [{4}], and {2} fires: {3} is muted {5}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
                # source side     | target side        | fires                  | target                 | equal | muted
                 severity=page    | severity=info      | severity=page dc=a     | severity=info dc=a     | dc    | true
                 severity=page    | severity=info      | severity=page dc=a     | severity=info dc=b     | dc    | false
                 severity=page    | severity=info      | severity=page dc=a     | severity=warn dc=a     | dc    | false
                 severity=page    | severity=info      | severity=warn dc=a     | severity=info dc=a     | dc    | false
                # a label that both lack is equal, one that one of them lacks is not
                 severity=page    | severity=info      | severity=page          | severity=info          | dc    | true
                 severity=page    | severity=info      | severity=page dc=a     | severity=info          | dc    | false
                 severity=page    | severity=info      | severity=page          | severity=info dc=a     | dc    | false
                # nothing has to be equal
                 severity=page    | severity=info      | severity=page dc=a     | severity=info dc=b     |       | true
                # several labels, and values that would be the same if they were joined
                 severity=page    | severity=info      | severity=page x=ab y=c | severity=info x=ab y=c | x;y   | true
                 severity=page    | severity=info      | severity=page x=ab y=c | severity=info x=a y=bc | x;y   | false
                 severity=page    | severity=info      | severity=page x=1      | severity=info y=1      | x;y   | false
                # a target that is no source is muted by sources that are targets
                 severity=page    | kind=k             | severity=page kind=k   | kind=k                 |       | true
                # a target that is a source is not, neither by itself nor by its twin
                 severity=page    | kind=k             | severity=page kind=k   | severity=page kind=k   |       | false
                 severity=page    | kind=k             | severity=page kind=k   | severity=page kind=k n=2 |     | false
                # but by a source that is no target
                 severity=page    | kind=k             | severity=page          | severity=page kind=k   |       | true
                # every alert is a source, every alert is a target
                 {}               | severity=info      | severity=warn          | severity=info          |       | true
                 {}               | severity=info      | severity=info n=1      | severity=info          |       | false
                 severity=page    | {}                 | severity=page          | severity=info          |       | true
                 severity=page    | {}                 | severity=page          | severity=page n=1      |       | false
                # the rule that is null
                 {}               | {}                 | severity=page          | severity=info          |       | false
                # absent labels on both sides
                 team=""          | team!=""           | n=1                    | team=db                |       | true
                 team=""          | team!=""           | n=1                    | n=2                    |       | false
                 job=~"[ab]"       | job!~"[ab]"        | job=b                  | job=c                  |       | true
                """)
    void a_rule_decides(
            String source, String target, String fires, String judged, @Nullable String equal, boolean muted) {
        String[] names = equal == null ? new String[0] : equal.split(";");
        Inhibitor inhibitor = firing(with(rule(source, target, names)), fires);

        assertThat(mutes(inhibitor, judged)).isEqualTo(muted);
        inhibitor.remove(alert(fires));
        assertThat(mutes(inhibitor, judged)).isFalse();
        assertThat(inhibitor.sourceCount()).isZero();
        assertThat(inhibitor.placeCount()).isZero();
    }

    /** Defect 1 of the reference's index: clearing up one resolved source took all of its place away. */
    @Test
    void removing_one_resolved_source_leaves_those_that_fire() {
        Inhibitor inhibitor = firing(with(rule("s=1", "t=1", "dc")), "s=1 dc=a n=1", "s=1 dc=a n=2", "s=1 dc=a n=3");
        for (String resolved : List.of("s=1 dc=a n=3", "s=1 dc=a n=1")) {
            ends(inhibitor, resolved, START);
            inhibitor.remove(alert(resolved));
            assertThat(source(inhibitor, "t=1 dc=a", NOW)).isNotNull();
        }
        assertThat(source(inhibitor, "t=1 dc=a", NOW)).isEqualTo(alert("s=1 dc=a n=2"));
    }

    /** Defect 2: the one source that was kept had resolved. */
    @Test
    void one_source_that_fires_is_enough_whichever_came_last() {
        for (int stays = 0; stays < 4; stays++) {
            Inhibitor inhibitor = with(rule("s=1", "t=1", "dc"));
            for (int n = 0; n < 4; n++) {
                ends(inhibitor, "s=1 dc=a n=" + n, n == stays ? null : START);
            }
            assertThat(source(inhibitor, "t=1 dc=a", NOW)).isEqualTo(alert("s=1 dc=a n=" + stays));
        }
    }

    /** Defect 3, upstream issue 5162: the one source that was kept was on both sides and did not count. */
    @Test
    void a_source_on_both_sides_does_not_hide_one_that_is_on_one_side_only() {
        for (List<String> order :
                List.of(List.of("s=1", "s=1 t=1 n=2"), List.of("s=1 t=1 n=2", "s=1"), List.of("s=1 t=1 n=2"))) {
            Inhibitor inhibitor = firing(with(rule("s=1", "t=1")), order.toArray(String[]::new));
            assertThat(mutes(inhibitor, "s=1 t=1 n=3")).isEqualTo(order.contains("s=1"));
            assertThat(mutes(inhibitor, "t=1")).isTrue();
        }
    }

    /** Defect 4: places were told apart by a hash. */
    @Test
    void values_with_one_hash_are_not_equal() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        Inhibitor inhibitor = firing(with(rule("s=1", "t=1", "dc"), rule("s=1", "t=1", "dc", "x")), "s=1 dc=Aa x=BB");

        assertThat(mutes(inhibitor, "t=1 dc=BB x=Aa")).isFalse();
        assertThat(mutes(inhibitor, "t=1 dc=BB x=BB")).isFalse();
        assertThat(mutes(inhibitor, "t=1 dc=Aa")).isTrue();
    }

    @Test
    void a_source_counts_until_its_end_and_a_resend_moves_it_on() {
        Inhibitor inhibitor = with(rule("s=1", "t=1"));
        ends(inhibitor, "s=1", NOW);
        assertThat(source(inhibitor, "t=1", NOW.minusNanos(1))).isNotNull();
        assertThat(source(inhibitor, "t=1", NOW)).isNull();

        ends(inhibitor, "s=1", NOW.plusSeconds(60));
        assertThat(source(inhibitor, "t=1", NOW)).isNotNull();

        ends(inhibitor, "s=1", null);
        assertThat(source(inhibitor, "t=1", NOW.plusSeconds(1_000_000_000))).isNotNull();

        ends(inhibitor, "s=1", NOW);
        assertThat(source(inhibitor, "t=1", NOW)).isNull();
        assertThat(source(inhibitor, "t=1", NOW.minusSeconds(3600))).isNotNull();
    }

    @Test
    void the_first_rule_in_the_file_decides_whatever_labels_it_compares() {
        InhibitRule first = rule("s=1", "t=1", "dc");
        InhibitRule second = rule("s=1", "t=1");
        InhibitRule third = rule("s=1", "t=1", "dc");
        Inhibitor inhibitor = firing(with(first, second, third), "s=1 dc=a", "s=1 dc=b");

        assertThat(inhibitor.inhibiting(alert("t=1 dc=b"), NOW)).contains(new Inhibition(first, alert("s=1 dc=b")));
        assertThat(inhibitor.inhibiting(alert("t=1 dc=c"), NOW).map(Inhibition::rule))
                .contains(second);
        assertThat(inhibitor.ruleCount()).isEqualTo(3);
    }

    @Test
    void many_rules_at_one_place_are_asked_in_the_order_of_the_file() {
        InhibitRule[] rules = IntStream.range(0, 100)
                .mapToObj(i -> rule("s=" + i, "t=~\"" + i % 10 + ".*\""))
                .toArray(InhibitRule[]::new);
        Inhibitor inhibitor = with(rules);
        IntStream.iterate(99, i -> i >= 0, i -> i - 1).forEach(i -> firing(inhibitor, "s=" + i));

        assertThat(source(inhibitor, "t=7x", NOW)).isEqualTo(alert("s=7"));
        inhibitor.remove(alert("s=7"));
        ends(inhibitor, "s=17", START);
        assertThat(source(inhibitor, "t=7x", NOW)).isEqualTo(alert("s=27"));
        assertThat(source(inhibitor, "t=x", NOW)).isNull();

        IntStream.range(0, 100).forEach(i -> inhibitor.remove(alert("s=" + i)));
        assertThat(source(inhibitor, "t=7x", NOW)).isNull();
        assertThat(inhibitor.placeCount()).isZero();
    }

    @Test
    void rules_of_one_name_are_two_rules() {
        InhibitRule named = new InhibitRule("n", matchers("s=1"), matchers("t=1"), Set.of());
        InhibitRule other = new InhibitRule("n", matchers("s=2"), matchers("t=1"), Set.of());
        Inhibitor inhibitor = firing(with(named, other, other), "s=2");

        assertThat(inhibitor.inhibiting(alert("t=1"), NOW).map(Inhibition::rule))
                .contains(other);
        assertThat(inhibitor.ruleCount()).isEqualTo(3);
    }

    /** Otherwise each resend would look like a new reason, and history would fill with them. */
    @Test
    void the_same_source_is_named_while_it_fires_however_others_are_resent() {
        Inhibitor inhibitor = firing(with(rule("s=1", "t=1")), "s=1 n=1", "s=1 n=2", "s=1 n=3", "s=1 t=1");
        Labels named = source(inhibitor, "t=1", NOW);
        for (int i = 0; i < 30; i++) {
            ends(inhibitor, "s=1 n=" + (1 + i % 3), NOW.plusSeconds(300 + i));
            assertThat(source(inhibitor, "t=1", NOW)).isEqualTo(named);
        }
        assertThat(named).isIn(alert("s=1 n=1"), alert("s=1 n=2"), alert("s=1 n=3"));
    }

    @Test
    void alerts_that_can_mute_nothing_are_not_kept() {
        Inhibitor inhibitor = with(
                rule("severity=page", "severity=info", "dc"),
                rule("{}", "{}"),
                rule("{}", "other=1"),
                rule("a=1", "a=1"));
        firing(inhibitor, "severity=info dc=a other=1", "a=1 other=1");
        assertThat(inhibitor.sourceCount()).isZero();

        firing(inhibitor, "severity=page dc=a other=1");
        firing(inhibitor, "severity=page dc=a other=1");
        assertThat(inhibitor.sourceCount()).isEqualTo(1);
        assertThat(inhibitor.placeCount()).isEqualTo(1);

        inhibitor.remove(alert("severity=info dc=a other=1"));
        inhibitor.remove(alert("severity=page dc=a other=1"));
        assertThat(inhibitor.sourceCount()).isZero();
        assertThat(inhibitor.placeCount()).isZero();
    }
}
