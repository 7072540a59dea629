package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    @ParameterizedTest(name = "{0} {1} against {2} is {3}")
    @CsvSource(delimiter = ';', textBlock = """
                    # operator ; value     ; actual   ; matches
                    EQUAL      ; page      ; page     ; true
                    EQUAL      ; ''        ; ''       ; true
                    NOT_EQUAL  ; page      ; ''       ; true
                    REGEX      ; db        ; db-1     ; false
                    REGEX      ; db.*      ; db-1     ; true
                    REGEX      ; .*        ; ''       ; true
                    REGEX      ; foo)|(bar ; foolish  ; true
                    REGEX      ; foo)|(bar ; crowbar  ; true
                    REGEX      ; foo)|(bar ; oof      ; false
                    REGEX      ; (?i)DB    ; db       ; true
                    REGEX      ; DB        ; db       ; false
                    NOT_REGEX  ; db.*      ; ''       ; true
                    NOT_REGEX  ; .+        ; ''       ; true
                    """)
    void agrees_with_upstream(Matcher.Op op, String value, String actual, boolean matches) {
        assertThat(new Matcher("label", op, value).matches(Labels.of("label", actual)))
                .isEqualTo(matches);
    }

    @Test
    void the_whole_value_must_match_and_a_dot_is_no_line_feed() {
        assertThat(regex("a").matches("a\n")).isFalse();
        assertThat(regex("a.b").matches("a\nb")).isFalse();
        assertThat(regex("a.b").matches("a\u0085b")).isTrue();
        assertThat(regex("(?s)a.b").matches("a\nb")).isTrue();
    }

    @Test
    void what_re2_does_not_know_is_refused() {
        assertThatThrownBy(() -> regex("(?=x)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(?=x)");
        assertThatThrownBy(() -> regex("(a)\\1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> regex("a[")).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<String> regexesThatWouldExhaustMemoryOrStack() {
        String billion = "(((x{1000}){1000}){1000})";
        return Stream.of(
                billion,
                "a)|" + billion + "|(b",
                "[[:]" + billion + "]",
                "[]]" + billion,
                "[^]]" + billion,
                "\\[" + billion,
                "\\Q(\\E" + billion,
                "\\p{Greek}" + billion,
                "(?:x{1000}?){2}",
                "(?:x{2,}){501}",
                "(?:a|(?:x{0,1000})*){2}",
                "x{1000}".repeat(251),
                "(?:.{100}){10}".repeat(251),
                "(".repeat(5_000) + "x" + ")".repeat(5_000),
                "(?:".repeat(20_000) + "x" + ")*y".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("regexesThatWouldExhaustMemoryOrStack")
    void what_would_exhaust_memory_or_stack_is_refused(String regex) {
        assertThatThrownBy(() -> regex(regex)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x{1000}",
                "(?:(?:x{10}){10}){10}",
                "\\x{1F642}\\x{1F642}",
                "(?:\\p{Greek}{500}){2}",
                "\\Qx{1000}{1000}\\E",
                "[x{1000}]{1000}",
                "[[:alpha:]{]{1000}",
                "(?:a{b}{,5}{){1000}",
                "(?i:x{500})+(?P<n>y{600})"
            })
    void what_go_accepts_is_accepted(String regex) {
        assertThat(regex(regex).value()).isEqualTo(regex);
    }

    @Test
    void long_lists_of_names_are_accepted() {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "pod-" + i).collect(Collectors.joining("|"));

        assertThat(regex(names).matches("pod-9999")).isTrue();
    }

    @Test
    void prints_as_in_route_keys() {
        assertThat(new Matcher("team", Matcher.Op.EQUAL, "db")).hasToString("team=\"db\"");
        assertThat(new Matcher("a", Matcher.Op.NOT_REGEX, "x\\d\n\"\t")).hasToString("a!~\"x\\\\d\\n\\\"\t\"");
        assertThat(new Matcher("a b", Matcher.Op.REGEX, "x\t")).hasToString("\"a b\"=~\"x\\t\"");
    }

    private static Matcher regex(String text) {
        return new Matcher("label", Matcher.Op.REGEX, text);
    }
}
