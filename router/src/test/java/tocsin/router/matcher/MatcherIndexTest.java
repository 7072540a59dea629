package tocsin.router.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

class MatcherIndexTest {
    private static final List<Matcher> NOTHING_ELSE = List.of(is("other", "x"));

    private static Matcher is(String name, String value) {
        return new Matcher(name, Op.EQUAL, value);
    }

    private static Matcher like(String name, String regex) {
        return new Matcher(name, Op.REGEX, regex);
    }

    private static List<String> found(MatcherIndex<String> index, Labels labels) {
        List<String> found = new ArrayList<>();
        index.forEachMatch(labels, found::add);
        found.sort(null);
        return found;
    }

    /** So many that nothing is merely scanned. */
    private static MatcherIndex<String> crowded() {
        MatcherIndex<String> index = new MatcherIndex<>();
        IntStream.range(0, 100).forEach(i -> index.add(NOTHING_ELSE, "other"));
        return index;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=\"\"", "a!=\"x\"", "a=~\".*\"", "a=~\"x?\"", "a!~\"x+\"", "a=~\"\"", "{}"})
    void a_label_that_is_absent_counts_as_empty(String matchers) {
        MatcherIndex<String> index = crowded();
        index.add(new MatcherParser(MatcherMode.FALLBACK).parseList(matchers).matchers(), "it");

        assertThat(found(index, Labels.of("b", "1"))).containsExactly("it");
        assertThat(found(index, Labels.empty())).containsExactly("it");
    }

    @Test
    void a_conjunction_is_told_once_however_many_of_its_alternatives_cover_the_value() {
        MatcherIndex<String> index = crowded();
        index.add(List.of(like("a", "x|x.*|xy|(x|xy).*")), "it");

        assertThat(found(index, Labels.of("a", "xyz"))).containsExactly("it");
    }

    @Test
    void every_prefix_of_a_value_is_found_among_its_neighbours() {
        MatcherIndex<String> index = crowded();
        for (String prefix : List.of("a", "ab", "abc", "abd", "ab-", "b", "abcd.e", "ac")) {
            index.add(List.of(like("p", prefix.replace(".", "\\.") + ".*")), prefix);
        }

        assertThat(found(index, Labels.of("p", "abcz"))).containsExactly("a", "ab", "abc");
        assertThat(found(index, Labels.of("p", "abd"))).containsExactly("a", "ab", "abd");
        assertThat(found(index, Labels.of("p", "abczz", "other", "y"))).containsExactly("a", "ab", "abc");
        assertThat(found(index, Labels.of("p", "Z"))).isEmpty();
        assertThat(found(index, Labels.of("p", "az"))).containsExactly("a");
    }

    @Test
    void one_removal_takes_back_one_addition_and_others_nothing() {
        MatcherIndex<String> index = crowded();
        index.add(List.of(is("a", "1")), "it");
        index.add(List.of(is("a", "1")), "it");
        index.add(List.of(like("a", ".*1")), "behind");

        index.remove(List.of(is("a", "2")), "it");
        index.remove(List.of(is("a", "1")), "unknown");
        index.remove(List.of(is("a", "1")), "it");
        assertThat(found(index, Labels.of("a", "1"))).containsExactly("behind", "it");
        assertThat(index.size()).isEqualTo(102);

        index.remove(List.of(like("a", ".*1")), "behind");
        index.remove(List.of(is("a", "1")), "it");
        assertThat(found(index, Labels.of("a", "1"))).isEmpty();
        assertThat(index.size()).isEqualTo(100);
    }

    @Test
    void what_a_value_passed_is_remembered_through_additions_removals_and_many_other_values() {
        MatcherIndex<String> index = crowded();
        index.add(List.of(like("a", ".*x")), "first");
        assertThat(found(index, Labels.of("a", "1x"))).containsExactly("first");

        index.add(List.of(like("a", ".+x")), "second");
        assertThat(found(index, Labels.of("a", "1x"))).containsExactly("first", "second");

        for (int i = 0; i < 5_000; i++) {
            assertThat(found(index, Labels.of("a", i + "y"))).isEmpty();
        }
        index.remove(List.of(like("a", ".*x")), "first");
        assertThat(found(index, Labels.of("a", "1x"))).containsExactly("second");
    }

    @Provide
    Arbitrary<Matcher> matchers() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<Matcher> plain = Combinators.combine(
                        names, Arbitraries.of(Op.EQUAL, Op.EQUAL, Op.NOT_EQUAL), RegexTexts.values())
                .as(Matcher::new);
        Arbitrary<Matcher> regex = Combinators.combine(
                        names, Arbitraries.of(Op.REGEX, Op.REGEX, Op.NOT_REGEX), RegexTexts.regexes())
                .as(Matcher::new);
        return Arbitraries.oneOf(plain, regex);
    }

    @Provide
    Arbitrary<List<Matcher>> conjunctions() {
        return matchers().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Labels> labelSets() {
        Arbitrary<String> values = RegexTexts.values();
        return Combinators.combine(values, values, values).as((a, b, c) -> Labels.of("a", a, "b", b, "c", c));
    }

    private record Naive(List<Matcher> matchers, Object value) {}

    @Property(tries = 200)
    void finds_what_a_scan_finds_after_any_additions_and_removals(
            @ForAll @Size(min = 1, max = 40) List<@From("conjunctions") List<Matcher>> conjunctions,
            @ForAll @Size(min = 1, max = 8) List<@From("labelSets") Labels> alerts,
            @ForAll long seed) {
        Random random = new Random(seed);
        MatcherIndex<Object> index = new MatcherIndex<>();
        List<Naive> scan = new ArrayList<>();
        for (int step = 0; step < 3 * conjunctions.size(); step++) {
            if (random.nextInt(3) > 0 || scan.isEmpty()) {
                Naive added = new Naive(conjunctions.get(random.nextInt(conjunctions.size())), new Object());
                scan.add(added);
                index.add(added.matchers(), added.value());
            } else {
                Naive removed = scan.remove(random.nextInt(scan.size()));
                index.remove(removed.matchers(), removed.value());
            }
            assertThat(index.size()).isEqualTo(scan.size());
            Labels alert = alerts.get(step % alerts.size());
            List<Object> found = new ArrayList<>();
            index.forEachMatch(alert, found::add);
            assertThat(found).containsExactlyInAnyOrderElementsOf(naively(scan, alert));
        }
    }

    private static List<Object> naively(List<Naive> scan, Labels alert) {
        return scan.stream()
                .filter(each -> each.matchers().stream().allMatch(matcher -> matcher.matches(alert)))
                .map(Naive::value)
                .toList();
    }
}
