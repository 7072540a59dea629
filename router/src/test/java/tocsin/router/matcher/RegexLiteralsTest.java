package tocsin.router.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

class RegexLiteralsTest {
    private static Optional<RegexLiterals> regex(String text) {
        return RegexLiterals.of(new Matcher("a", Op.REGEX, text));
    }

    private static String words(RegexLiterals found) {
        return marked(found.literals(), "") + "/" + marked(found.prefixes(), "*");
    }

    private static String marked(List<String> texts, String mark) {
        return texts.stream().map(text -> text + mark).collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0} looks under {1}")
    @CsvSource(delimiter = ';', textBlock = """
                # regex                          ; literals / prefixes
                 api                             ; api/
                 api|web                         ; api web/
                 (api|web)                       ; api web/
                 ^(?:api|web)$                   ; api web/
                 checkout-7d9f-.*                ; /checkout-7d9f-*
                 ^(?:checkout-.*)$               ; /checkout-*
                 Maintenance.*|Decommission.*    ; /Decommission* Maintenance*
                 legacy-(batch|cron)-9[a-f]+     ; /legacy-batch-9* legacy-cron-9*
                 team-9|squad-9(-.*)?            ; squad-9 team-9/squad-9-*
                 10\\.0\\.0\\.1:.+               ; /10.0.0.1:*
                 a\\|b                           ; a|b/
                 ab*                             ; /a*
                 ab+                             ; /ab*
                 ab?c                            ; abc ac/
                 ab{2}                           ; /a*
                # a beginning that another one covers would find an alert twice
                 ab|a.*|abc.+                    ; /a*
                 x|x                             ; x/
                # classes hide what is special outside of them
                 x[)|\\]]y                       ; /x*
                 x[]|]y                          ; /x*
                # nothing is known
                 .*                              ; none
                 .*foo                           ; none
                 a|.*                            ; none
                # the absent label matches
                 a|                              ; none
                 a?                              ; none
                 (a|b)*                          ; none
                 ''                              ; none
                # other letters match too
                 (?i)abc                         ; none
                 a(?i:b)                         ; none
                # text that leaves the group around it: starts with foo, or ends with bar
                 foo)|(bar                       ; none
                 foo)|(?:bar                     ; none
                # not worth to be understood
                 a[[:alpha:]]                    ; none
                 \\Qa|b\\E                       ; none
                 (?P<name>a)                     ; none
                """)
    void a_regex_says_where_to_look(String text, String expected) {
        assertThat(regex(text).map(RegexLiteralsTest::words).orElse("none")).isEqualTo(expected);
    }

    @Test
    void an_equality_is_found_under_its_value_and_the_empty_one_nowhere() {
        assertThat(RegexLiterals.of(new Matcher("a", Op.EQUAL, "x.*")).map(RegexLiteralsTest::words))
                .contains("x.*/");
        assertThat(RegexLiterals.of(new Matcher("a", Op.EQUAL, ""))).isEmpty();
        assertThat(RegexLiterals.of(new Matcher("a", Op.NOT_EQUAL, "x"))).isEmpty();
        assertThat(RegexLiterals.of(new Matcher("a", Op.NOT_REGEX, "x"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
                 api|web           ; true
                 (?:a|b\\.)c?x   ; true
                 a+                ; false
                 a.*               ; false
                 a$|b              ; false
                 ^(?:api|web)$     ; false
                 \uD83D\uDE42    ; false
                """)
    void literals_alone_need_no_regex(String text, boolean exact) {
        assertThat(regex(text).orElseThrow().exact()).isEqualTo(exact);
    }

    @Test
    void what_would_be_many_places_is_cut_off_or_none() {
        String names = IntStream.range(0, 300).mapToObj(i -> "host-" + i).collect(Collectors.joining("|"));
        assertThat(regex(names)).isEmpty();
        assertThat(regex("x-" + "(a|b)".repeat(30)).orElseThrow().prefixes()).hasSize(256);
        assertThat(regex("a".repeat(5_000)).orElseThrow().prefixes().get(0)).hasSizeLessThan(300);
        assertThat(regex("a".repeat(10_000))).isEmpty();
        assertThat(regex("a" + "(".repeat(40) + "b" + ")".repeat(40))).isEmpty();
    }

    @Provide
    Arbitrary<String> regexes() {
        return RegexTexts.regexes();
    }

    @Provide
    Arbitrary<String> values() {
        return RegexTexts.values();
    }

    @Property(tries = 5_000)
    void a_value_that_matches_is_found_in_exactly_one_place(
            @ForAll("regexes") String text, @ForAll("values") String value) {
        Matcher matcher = new Matcher("a", Op.REGEX, text);
        RegexLiterals.of(matcher).ifPresent(places -> {
            long found = places.literals().stream().filter(value::equals).count()
                    + places.prefixes().stream().filter(value::startsWith).count();
            assertThat(found).isLessThanOrEqualTo(1);
            if (places.exact()) {
                assertThat(found == 1).as("%s against %s", value, text).isEqualTo(matcher.matches(value));
            }
            if (matcher.matches(value)) {
                assertThat(found).as("%s against %s in %s", value, text, places).isEqualTo(1);
            }
        });
    }

    @Property
    void what_is_found_is_worth_looking_for(@ForAll("regexes") String text) {
        regex(text).ifPresent(places -> {
            assertThat(places.size()).isPositive();
            assertThat(places.literals()).doesNotContain("");
            assertThat(places.prefixes()).doesNotContain("");
        });
    }
}
