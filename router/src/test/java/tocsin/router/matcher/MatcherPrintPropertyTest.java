package tocsin.router.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

class MatcherPrintPropertyTest {
    @Property
    void a_printed_list_reads_back_the_same_without_a_warning(@ForAll("matchers") List<Matcher> matchers) {
        String printed = matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));

        for (MatcherMode mode : List.of(MatcherMode.FALLBACK, MatcherMode.UTF8_STRICT)) {
            ParsedMatchers parsed = new MatcherParser(mode).parseList(printed);
            assertThat(parsed.matchers()).isEqualTo(matchers);
            assertThat(parsed.warnings()).isEmpty();
        }
    }

    @Property
    void any_text_is_read_or_refused_and_never_breaks_the_parser(@ForAll("noise") String text) {
        for (MatcherMode mode : MatcherMode.values()) {
            try {
                assertThat(new MatcherParser(mode).parseList(text).matchers()).doesNotContainNull();
            } catch (MatcherSyntaxException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Provide
    Arbitrary<List<Matcher>> matchers() {
        Arbitrary<String> names = texts().filter(name -> !name.isEmpty());
        Arbitrary<Matcher> plain = Combinators.combine(names, Arbitraries.of(Op.EQUAL, Op.NOT_EQUAL), texts())
                .as(Matcher::new);
        Arbitrary<String> regexes = Arbitraries.of("a|b", ".*", "\\d+", "(?i)x", "\"", "a,b}", "^x\n$", "\\\\");
        Arbitrary<Matcher> regex = Combinators.combine(names, Arbitraries.of(Op.REGEX, Op.NOT_REGEX), regexes)
                .as(Matcher::new);
        return Arbitraries.oneOf(plain, regex).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("ab=!~,{}\"\\ \n'x0é\u00a0").ofMaxLength(12);
    }

    private static Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("ab:0=!~,{}\"\\ \n\t\r'`é\u00a0\u007f\u0085")
                .ofMaxLength(8);
        return Arbitraries.oneOf(nasty, Arbitraries.strings().ofMaxLength(6).filter(LabelNames::isValidText));
    }
}
