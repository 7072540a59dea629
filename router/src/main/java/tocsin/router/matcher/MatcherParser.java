package tocsin.router.matcher;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tocsin.model.Matcher;

/**
 * Reads matchers as configuration files, silences and API filters write them.
 *
 * <p>Two grammars exist side by side: files of many years rely on the classic one (unquoted values with spaces, regular
 * expressions without doubled backslashes), while only the UTF-8 one can name every label. In
 * {@link MatcherMode#FALLBACK} both read each text, so that no file changes its meaning. Immutable; any thread.
 */
public final class MatcherParser {
    /** How one grammar reads a text; throws {@link MatcherSyntaxException}. */
    private interface Grammar {
        List<Matcher> read(String text);
    }

    private final MatcherMode mode;

    public MatcherParser(MatcherMode mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    public MatcherMode mode() {
        return mode;
    }

    /**
     * Any number of matchers, with or without braces around them: an element of {@code matchers} in a file.
     *
     * @throws MatcherSyntaxException when the mode's grammars do not accept the text
     */
    public ParsedMatchers parseList(String text) {
        return read(text, Utf8Grammar::matchers, ClassicGrammar::matchers);
    }

    /**
     * Exactly one matcher without braces: a {@code filter} parameter of the API.
     *
     * @throws MatcherSyntaxException when the mode's grammars do not accept the text
     */
    public ParsedMatchers parseSingle(String text) {
        if (mode != MatcherMode.CLASSIC && (text.startsWith("{") || text.endsWith("}"))) {
            throw new MatcherSyntaxException(
                    "unexpected open or close brace: %s; write one matcher without braces, and quote a value that holds one"
                            .formatted(text));
        }
        return read(text, Utf8Grammar::oneMatcher, piece -> List.of(ClassicGrammar.matcher(piece)));
    }

    private ParsedMatchers read(String text, Grammar utf8, Grammar classic) {
        return switch (mode) {
            case UTF8_STRICT -> new ParsedMatchers(utf8.read(text), List.of());
            case CLASSIC -> new ParsedMatchers(classic.read(text), List.of());
            case FALLBACK -> readBoth(text, utf8, classic);
        };
    }

    private static ParsedMatchers readBoth(String text, Grammar utf8, Grammar classic) {
        List<Matcher> byUtf8;
        try {
            byUtf8 = utf8.read(text);
        } catch (MatcherSyntaxException utf8Failure) {
            return onlyClassic(text, classic, utf8Failure);
        }
        List<Matcher> byClassic;
        try {
            byClassic = classic.read(text);
        } catch (MatcherSyntaxException expectedForNewSyntax) {
            return new ParsedMatchers(byUtf8, List.of());
        }
        return byUtf8.equals(byClassic)
                ? new ParsedMatchers(byClassic, List.of())
                : new ParsedMatchers(byClassic, List.of(disagreement(text, byUtf8, byClassic)));
    }

    private static ParsedMatchers onlyClassic(String text, Grammar classic, MatcherSyntaxException utf8Failure) {
        try {
            List<Matcher> matchers = classic.read(text);
            return new ParsedMatchers(matchers, List.of(rewrite(text, matchers, utf8Failure)));
        } catch (MatcherSyntaxException classicFailure) {
            throw new MatcherSyntaxException(
                    "%s (as UTF-8 matcher: %s)".formatted(classicFailure.getMessage(), utf8Failure.getMessage()),
                    classicFailure);
        }
    }

    private static String rewrite(String text, List<Matcher> matchers, MatcherSyntaxException utf8Failure) {
        return "matcher `%s` is read by the classic grammar only (%s); write `%s`"
                .formatted(text, utf8Failure.getMessage(), print(matchers));
    }

    private static String disagreement(String text, List<Matcher> byUtf8, List<Matcher> byClassic) {
        return "matcher `%s` means `%s` in the classic grammar, which is used, and `%s` in the UTF-8 grammar; write `%s`"
                .formatted(text, print(byClassic), print(byUtf8), print(byClassic));
    }

    private static String print(List<Matcher> matchers) {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(","));
    }
}
