package tocsin.router.config;

import java.util.ArrayList;
import java.util.List;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlScalar;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;
import tocsin.router.matcher.MatcherParser;
import tocsin.router.matcher.MatcherSyntaxException;
import tocsin.router.matcher.ParsedMatchers;

/** Reads the three forms in which a route or one side of an inhibit rule writes matchers; all of them count. */
final class MatcherFields {
    private final MatcherParser parser;
    private final Problems problems;

    MatcherFields(MatcherParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * @param equalityKey e.g. {@code match}
     * @param regexKey e.g. {@code match_re}
     * @param listKey e.g. {@code matchers}
     */
    List<Matcher> read(Fields fields, String equalityKey, String regexKey, String listKey) {
        List<Matcher> matchers = new ArrayList<>();
        readMap(fields, equalityKey, Op.EQUAL, matchers);
        readMap(fields, regexKey, Op.REGEX, matchers);
        fields.scalars(listKey).forEach(text -> readText(text, matchers));
        return matchers;
    }

    private void readMap(Fields fields, String key, Op op, List<Matcher> matchers) {
        YamlMapping map = fields.mapping(key);
        if (map == null) {
            return;
        }
        map.entries().forEach((name, entry) -> {
            if (!LabelNames.CLASSIC.isValid(name)) {
                problems.error(
                        entry.key(),
                        "`%s`: \"%s\" is not a classic label name ([a-zA-Z_][a-zA-Z0-9_]*); write it in `matchers`"
                                .formatted(key, name));
            } else if (entry.value() instanceof YamlScalar text) {
                add(key, name, op, text, matchers);
            } else {
                problems.error(
                        entry.value(),
                        "`%s` in `%s` takes a text, found %s"
                                .formatted(name, key, entry.value().describe()));
            }
        });
    }

    private void add(String key, String name, Op op, YamlScalar text, List<Matcher> matchers) {
        if (op == Op.EQUAL) {
            matchers.add(new Matcher(name, op, text.text()));
        } else if (text.isNull()) {
            problems.error(text, "`%s`: no regular expression for \"%s\"".formatted(key, name));
        } else {
            addRegex(key, name, text, matchers);
        }
    }

    /** The wrapped text is what route keys and group keys show, and so what stored log entries hold. */
    private void addRegex(String key, String name, YamlScalar text, List<Matcher> matchers) {
        try {
            matchers.add(new Matcher(name, Op.REGEX, "^(?:" + text.text() + ")$"));
        } catch (IllegalArgumentException e) {
            problems.error(text, "`%s`: %s".formatted(key, e.getMessage()));
        }
    }

    private void readText(YamlScalar at, List<Matcher> matchers) {
        try {
            ParsedMatchers parsed = parser.parseList(at.text());
            parsed.warnings().forEach(warning -> problems.warning(at, warning));
            matchers.addAll(parsed.matchers());
        } catch (MatcherSyntaxException e) {
            problems.error(at, String.valueOf(e.getMessage()));
        }
    }
}
