package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
