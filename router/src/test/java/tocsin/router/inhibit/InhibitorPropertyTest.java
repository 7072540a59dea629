package tocsin.router.inhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;
import tocsin.router.AlertFixtures;

class InhibitorPropertyTest {
    /** What stands in the specification, word for word; it looks at everything. */
    private static final class Specification {
        private final List<InhibitRule> rules;
        private final Map<Labels, Optional<Instant>> ends = new LinkedHashMap<>();

        Specification(List<InhibitRule> rules) {
            this.rules = rules;
        }

        /** The first rule that mutes the target, and every source that it has for it. */
        Map<InhibitRule, List<Labels>> inhibiting(Labels target, Instant now) {
            for (InhibitRule rule : rules) {
                List<Labels> sources = ends.keySet().stream()
                        .filter(source -> firing(source, now) && inhibits(rule, source, target))
                        .toList();
                if (!sources.isEmpty()) {
                    return Map.of(rule, sources);
                }
            }
            return Map.of();
        }

        private boolean firing(Labels source, Instant now) {
            return ends.get(source).map(now::isBefore).orElse(true);
        }

        private static boolean inhibits(InhibitRule rule, Labels source, Labels target) {
            if (!all(rule.source(), source) || !all(rule.target(), target)) {
                return false;
            }
            if (all(rule.source(), target) && all(rule.target(), source)) {
                return false;
            }
            return rule.equal().stream()
                    .allMatch(name -> target.getOrEmpty(name).equals(source.getOrEmpty(name)));
        }

        private static boolean all(List<Matcher> matchers, Labels alert) {
            return matchers.stream().allMatch(matcher -> matcher.matches(alert));
        }
    }

    @Provide
    Arbitrary<InhibitRule> rules() {
        Arbitrary<List<Matcher>> sides = matchers().list().ofMaxSize(2);
        Arbitrary<Set<String>> equal = Arbitraries.of("a", "b", "c").set().ofMaxSize(2);
        return Combinators.combine(sides, sides, equal)
                .as((source, target, names) -> new InhibitRule(null, source, target, names));
    }

    private static Arbitrary<Matcher> matchers() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "s", "t");
        Arbitrary<Matcher> plain = Combinators.combine(
                        names, Arbitraries.of(Op.EQUAL, Op.EQUAL, Op.NOT_EQUAL), Arbitraries.of("", "1", "2", "3"))
                .as(Matcher::new);
        Arbitrary<Matcher> regexes = Combinators.combine(
                        names, Arbitraries.of(Op.REGEX, Op.NOT_REGEX), Arbitraries.of("1|2", ".*3", ".+", "1?", "[12]"))
                .as(Matcher::new);
        return Arbitraries.oneOf(plain, plain, regexes);
    }

    @Provide
    Arbitrary<Labels> alerts() {
        Arbitrary<String> values = Arbitraries.of("", "1", "2", "3");
        return Combinators.combine(values, values, values, values, values)
                .as((a, b, c, s, t) -> Labels.of("a", a, "b", b, "c", c, "n", "n", "s", s, "t", t));
    }

    @Property(tries = 300)
    void decides_as_the_specification_at_any_time(
            @ForAll @Size(min = 1, max = 25) List<@From("rules") InhibitRule> rules,
            @ForAll @Size(min = 2, max = 25) List<@From("alerts") Labels> alerts,
            @ForAll long seed) {
        Random random = new Random(seed);
        Inhibitor inhibitor = new Inhibitor(rules);
        Specification specification = new Specification(rules);
        for (int step = 0; step < 100; step++) {
            Labels changed = any(alerts, random);
            if (random.nextInt(4) == 0) {
                inhibitor.remove(changed);
                specification.ends.remove(changed);
            } else {
                Instant end = random.nextInt(3) == 0 ? null : anyTime(random);
                update(inhibitor, specification, changed, end);
            }
            agree(inhibitor, specification, any(alerts, random), anyTime(random));
        }
        alerts.forEach(inhibitor::remove);
        assertThat(inhibitor.sourceCount()).isZero();
        assertThat(inhibitor.placeCount()).isZero();
    }

    private static void update(Inhibitor inhibitor, Specification specification, Labels alert, @Nullable Instant end) {
        inhibitor.update(AlertFixtures.ofRule(alert, START, end, START));
        specification.ends.put(alert, Optional.ofNullable(end));
    }

    private static void agree(Inhibitor inhibitor, Specification specification, Labels target, Instant now) {
        Map<InhibitRule, List<Labels>> expected = specification.inhibiting(target, now);
        Optional<Inhibition> found = inhibitor.inhibiting(target, now);
        assertThat(found.map(Inhibition::rule).stream().toList()).isEqualTo(List.copyOf(expected.keySet()));
        found.ifPresent(inhibition -> assertThat(inhibition.source()).isIn(expected.get(inhibition.rule())));
    }

    /** Many sources in few places, so that trees are large, against the same specification. */
    @Property(tries = 30)
    void a_place_with_hundreds_of_sources_decides_as_the_specification(@ForAll long seed) {
        Random random = new Random(seed);
        InhibitRule rule = new InhibitRule(
                null, List.of(new Matcher("s", Op.EQUAL, "1")), List.of(new Matcher("t", Op.EQUAL, "1")), Set.of("a"));
        Inhibitor inhibitor = new Inhibitor(List.of(rule));
        Specification specification = new Specification(List.of(rule));
        List<Labels> alerts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            alerts.add(Labels.of("s", "1", "n", "" + i, "a", "" + i % 2, "t", i % 3 == 0 ? "1" : ""));
        }
        for (int step = 0; step < 1_500; step++) {
            Labels changed = any(alerts, random);
            if (random.nextInt(3) == 0) {
                inhibitor.remove(changed);
                specification.ends.remove(changed);
            } else {
                update(inhibitor, specification, changed, anyTime(random));
            }
            if (step % 5 == 0) {
                Labels target = Labels.of("t", "1", "s", random.nextBoolean() ? "1" : "", "a", "" + random.nextInt(2));
                agree(inhibitor, specification, target, START.plusSeconds(40 + random.nextInt(12)));
            }
        }
    }

    /** Which source is named depends on what there is, not on the order in which it came. */
    @Property(tries = 100)
    void the_order_of_arrival_does_not_matter(
            @ForAll @Size(min = 1, max = 5) List<@From("rules") InhibitRule> rules,
            @ForAll @Size(min = 2, max = 25) Set<@From("alerts") Labels> alerts,
            @ForAll Random random) {
        Inhibitor inhibitor = new Inhibitor(rules);
        Inhibitor shuffled = new Inhibitor(rules);
        List<Labels> order = new ArrayList<>(alerts);
        Collections.shuffle(order, random);
        alerts.forEach(alert -> inhibitor.update(AlertFixtures.firing(alert)));
        order.forEach(alert -> shuffled.update(AlertFixtures.firing(alert)));

        for (Labels target : alerts) {
            assertThat(shuffled.inhibiting(target, START)).isEqualTo(inhibitor.inhibiting(target, START));
        }
    }

    private static Labels any(List<Labels> alerts, Random random) {
        return alerts.get(random.nextInt(alerts.size()));
    }

    private static Instant anyTime(Random random) {
        return START.plusSeconds(random.nextInt(50));
    }
}
