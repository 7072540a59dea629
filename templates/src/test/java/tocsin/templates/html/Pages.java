package tocsin.templates.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.templates.TemplateSet;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Function;
import tocsin.templates.value.Strings;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedString;

/** Pages of templates, and what html/template of Go 1.26 makes of the same. */
final class Pages {
    private static final TemplateLimits LIMITS =
            new TemplateLimits(100_000, 1_000_000, 100, Duration.ofMinutes(1), () -> 0);
    private static final TemplateSet SET = TemplateSet.of(Map.of(
            "safeHtml", trusting("safeHtml", TypedString.HTML), "safeUrl", trusting("safeUrl", TypedString.URL)));

    /** @param page null when upstream refuses the template */
    record Golden(String template, @Nullable String page) {}

    private Pages() {}

    static String render(String template, Map<String, ?> data) throws TemplateException {
        return render(SET, template, data);
    }

    static String render(TemplateSet set, String template, Map<String, ?> data) throws TemplateException {
        return set.html("", template).execute(AnyMap.of(data), new Object(), LIMITS);
    }

    /** With the data of the golden files. */
    static String render(String template) throws TemplateException {
        return render(template, data());
    }

    /** Null when it is refused. */
    static @Nullable String rendered(Golden golden, Map<String, ?> data) {
        try {
            return render(golden.template(), data);
        } catch (TemplateException refused) {
            return null;
        }
    }

    static List<Golden> golden(String file) {
        return lines(file)
                .map(columns -> new Golden(columns[0], columns[1].equals("page") ? columns[2] : null))
                .toList();
    }

    static Map<String, Object> data() {
        Map<String, Object> data = new HashMap<>();
        lines("data.tsv").forEach(columns -> data.put(columns[0], columns[1]));
        data.put("Int", 42L);
        data.put("Float", 1.5);
        data.put("Bool", true);
        data.put("List", new Strings(List.of("a", "<b>", "c d")));
        data.put("Any", AnyList.of(1L, "<x>", null, AnyList.of(true)));
        data.put("Map", AnyMap.of(Map.of("k", "<v>", "a b", 1L)));
        data.put("Empties", AnyList.of());
        return data;
    }

    static String resource(String file) {
        try (InputStream in = Pages.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String[]> lines(String file) {
        return resource(file).lines().map(line -> line.split("\t", -1)).map(Pages::unescaped);
    }

    private static String[] unescaped(String[] columns) {
        return Arrays.stream(columns).map(Pages::unescaped).toArray(String[]::new);
    }

    private static String unescaped(String column) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            text.append(c == '\\' ? unescaped(column.charAt(++i)) : c);
        }
        return text.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> 0;
            default -> c;
        };
    }

    private static Function trusting(String name, Type type) {
        return Function.of(
                name, List.of(Type.STRING), (call, arguments) -> new TypedString(type, String.valueOf(arguments[0])));
    }
}
