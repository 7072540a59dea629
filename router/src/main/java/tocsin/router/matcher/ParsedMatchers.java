package tocsin.router.matcher;

import java.util.List;
import tocsin.model.Matcher;

/**
 * Matchers as read, in the order of the text.
 *
 * @param warnings what is accepted today and should be written differently, with the text to write instead
 */
public record ParsedMatchers(List<Matcher> matchers, List<String> warnings) {
    public ParsedMatchers {
        matchers = List.copyOf(matchers);
        warnings = List.copyOf(warnings);
    }
}
