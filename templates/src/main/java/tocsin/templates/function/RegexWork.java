package tocsin.templates.function;

import com.google.re2j.Pattern;
import tocsin.templates.value.FunctionFailure;

/**
 * Bounds the work of one call. A search may read the rest of the text, and as many states at each character as the
 * expression has; replacing may search again behind every match.
 */
final class RegexWork {
    private static final long MOST = 1_000_000_000L;

    private final long states;
    private long done;

    RegexWork(Pattern pattern) {
        this.states = pattern.programSize();
    }

    /** @param characters that the search may read */
    void search(int characters) throws FunctionFailure {
        done += states * characters;
        if (done > MOST) {
            throw new FunctionFailure("the regular expression is too much work on a text this long");
        }
    }
}
