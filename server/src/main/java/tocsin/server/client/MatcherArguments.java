package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tocsin.model.GoQuote;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.matcher.MatcherParser;
import tocsin.router.matcher.MatcherSyntaxException;

/** Matchers on the command line: one to an argument, or several in braces; a first word alone is an alertname. */
final class MatcherArguments {
    private static final MatcherParser PARSER = new MatcherParser(MatcherMode.FALLBACK);

    private MatcherArguments() {}

    /** @throws ParameterException naming the argument that is no matcher */
    static List<Matcher> parse(CommandSpec spec, List<String> arguments) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String text = arguments.get(i);
            if (i == 0 && isWord(text)) {
                matchers.add(new Matcher(Labels.ALERT_NAME, Matcher.Op.EQUAL, text));
            } else {
                matchers.addAll(parse(spec, text));
            }
        }
        return matchers;
    }

    /** Labels of an alert: matchers that want a value to be equal. */
    static List<Matcher> labels(CommandSpec spec, List<String> arguments) {
        List<Matcher> labels = parse(spec, arguments);
        for (Matcher label : labels) {
            if (label.op() != Matcher.Op.EQUAL) {
                throw new ParameterException(
                        spec.commandLine(), "`%s` is not a label; write e.g. severity=page".formatted(label));
            }
        }
        return labels;
    }

    /** Nothing that looks like an attempt at a matcher: that would silence an alert of a strange name, which is nobody. */
    private static boolean isWord(String text) {
        return text.indexOf('=') < 0 && !text.contains("!~") && !text.startsWith("{");
    }

    private static List<Matcher> parse(CommandSpec spec, String text) {
        try {
            boolean list = text.startsWith("{") && text.endsWith("}");
            return (list ? PARSER.parseList(text) : PARSER.parseSingle(text)).matchers();
        } catch (MatcherSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`%s` is not a matcher: %s; write e.g. severity=page, 'instance=~db-.+' or 'env!=test'"
                            .formatted(text, e.getMessage()));
        }
    }

    /** {@code ?filter=…&filter=…}, empty when there are none. */
    static String query(List<Matcher> matchers) {
        return matchers.isEmpty()
                ? ""
                : matchers.stream()
                        .map(matcher -> "filter=" + encode(matcher.toString()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As the API has them. */
    static JsonArray json(List<Matcher> matchers) {
        JsonArray array = new JsonArray();
        for (Matcher matcher : matchers) {
            Matcher.Op op = matcher.op();
            array.add(new JsonObject()
                    .put("name", matcher.name())
                    .put("value", matcher.value())
                    .put("isRegex", op == Matcher.Op.REGEX || op == Matcher.Op.NOT_REGEX)
                    .put("isEqual", op == Matcher.Op.EQUAL || op == Matcher.Op.REGEX));
        }
        return array;
    }

    /** A matcher of the API for people; what cannot be read is shown as it is. */
    static String show(JsonObject matcher) {
        boolean regex = Boolean.TRUE.equals(matcher.getValue("isRegex"));
        boolean equal = !Boolean.FALSE.equals(matcher.getValue("isEqual"));
        String op = regex ? equal ? "=~" : "!~" : equal ? "=" : "!=";
        return matcher.getValue("name") + op + GoQuote.quote(String.valueOf(matcher.getValue("value")));
    }
}
