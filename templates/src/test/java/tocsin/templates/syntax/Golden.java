package tocsin.templates.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.templates.value.Function;
import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.Type;

/** What real Go made of many texts, and the functions that it knew. */
final class Golden {
    /** @param expected the definitions, or the error after an exclamation mark */
    record Example(String text, String expected) {
        boolean fails() {
            return expected.startsWith("!");
        }

        @Override
        public String toString() {
            return GoQuoting.quote(text);
        }
    }

    static final Map<String, Function> FUNCTIONS = Stream.of(
                    "and",
                    "call",
                    "html",
                    "index",
                    "slice",
                    "js",
                    "len",
                    "not",
                    "or",
                    "print",
                    "printf",
                    "println",
                    "urlquery",
                    "eq",
                    "ge",
                    "gt",
                    "le",
                    "lt",
                    "ne",
                    "f",
                    "日本")
            .map(name -> Function.variadic(name, List.of(Type.ANY), (call, arguments) -> null))
            .collect(Collectors.toUnmodifiableMap(Function::name, function -> function));

    private static final Pattern ESCAPE = Pattern.compile("\\\\(x..|u....|.)");

    private Golden() {}

    static List<Example> examples() {
        return lines("parsed.tsv")
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", 2))
                .map(parts -> new Example(unescaped(parts[0]), unescaped(parts[1])))
                .toList();
    }

    static List<Tree> parsed(String text) throws TemplateException {
        return TemplateParser.parse(new SourceText("n", text), FUNCTIONS);
    }

    private static Stream<String> lines(String resource) {
        try (InputStream in = Golden.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String escaped) {
        return ESCAPE.matcher(escaped).replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
    }

    private static String character(String escape) {
        return switch (escape.charAt(0)) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'x' -> Character.toString(0xDC00 + Integer.parseInt(escape, 1, 3, 16));
            case 'u' -> Character.toString(Integer.parseInt(escape, 1, 5, 16));
            default -> escape;
        };
    }
}
