package tocsin.rules;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.Source;

/** vmalert's {@code %{NAME}}: replaced by environment variables before the YAML is read. */
final class EnvironmentPlaceholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("%\\{([a-zA-Z0-9_]+)}");

    private EnvironmentPlaceholders() {}

    /** A variable that is not set is a problem, as in vmalert. Messages never show a value. */
    static Source replace(Source source, RuleFileOptions options, Problems problems) {
        if (!source.text().contains("%{")) {
            return source;
        }
        String text = PLACEHOLDER.matcher(source.text()).replaceAll(placeholder -> {
            String value = options.environment().apply(placeholder.group(1));
            if (value == null) {
                problems.error(position(source.text(), placeholder), missing(placeholder.group(1)));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
        return new Source(source.name(), text);
    }

    private static String missing(String name) {
        return "environment variable `%s` of `%%{%s}` is not set".formatted(name, name);
    }

    private static Position position(String text, MatchResult placeholder) {
        String before = text.substring(0, placeholder.start());
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Position(line, before.codePointCount(lineStart, before.length()) + 1);
    }
}
