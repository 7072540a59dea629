package tocsin.router.matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Regular expressions over few characters, so that random values match them, well formed and not. */
final class RegexTexts {
    private RegexTexts() {}

    /** All compile where matchers stand: inside {@code ^(?:} and {@code )$}. */
    static Arbitrary<String> regexes() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, nested(2)),
                        Tuple.of(1, nested(1).map(regex -> "^(?:" + regex + ")$")),
                        Tuple.of(2, noise()))
                .filter(RegexTexts::compiles);
    }

    static Arbitrary<String> values() {
        Arbitrary<String> words =
                Arbitraries.strings().withChars("aAbB-.|\n]{é").ofMaxLength(5);
        return Arbitraries.oneOf(
                words, words.map(word -> word + "\uD83D\uDE42"), Arbitraries.of("", "ab", "a-b", "aab"));
    }

    private static Arbitrary<String> nested(int depth) {
        Arbitrary<String> leaf = Arbitraries.of(
                "a",
                "b",
                "-",
                "ab",
                "a",
                "b",
                "é",
                "\uD83D\uDE42",
                ".",
                "[ab]",
                "[^a]",
                "[]a]",
                "[^]]",
                "[\\]|)]",
                "[[:alpha:]]",
                "\\.",
                "\\-",
                "\\|",
                "\\w",
                "\\x61",
                "\\x{62}",
                "\\pL",
                "\\p{Greek}",
                "\\n",
                "^",
                "$",
                "\\b",
                "\\A",
                "(?i)",
                "(?i:a)",
                "(?P<n>a)",
                "\\Qa|b\\E",
                "{",
                "]",
                "()",
                "\n");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = nested(depth - 1);
        Arbitrary<String> repeated = Combinators.combine(
                        Arbitraries.oneOf(
                                leaf, inner.map(regex -> "(" + regex + ")"), inner.map(regex -> "(?:" + regex + ")")),
                        Arbitraries.of("", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{0,1}", "{1,}"))
                .as(String::concat);
        Arbitrary<String> sequence = repeated.list().ofMaxSize(4).map(atoms -> String.join("", atoms));
        return sequence.list().ofMinSize(1).ofMaxSize(3).map(alternatives -> String.join("|", alternatives));
    }

    private static Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("aabb()|?:*+[]\\^$.{1,}iQ").ofMaxLength(9);
    }

    private static boolean compiles(String regex) {
        try {
            return Pattern.compile("^(?:" + regex + ")$") != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
