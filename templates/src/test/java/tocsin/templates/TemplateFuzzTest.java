package tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.function.CollectionFunctions;
import tocsin.templates.function.EncodingFunctions;
import tocsin.templates.function.HumanizeFunctions;
import tocsin.templates.function.RegexFunctions;
import tocsin.templates.function.TextFunctions;
import tocsin.templates.function.TimeFunctions;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.time.DurationValue;
import tocsin.templates.time.Now;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Function;
import tocsin.templates.value.Strings;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Utf8;

/**
 * Lexer, parser, escaper and executor together: random templates, some broken on purpose, over random data, against small
 * limits. {@code -Dtocsin.fuzz.templates=1000000} runs longer, {@code -Dtocsin.fuzz.seed=7} elsewhere.
 */
class TemplateFuzzTest {
    private static final int TEMPLATES = Integer.getInteger("tocsin.fuzz.templates", 20_000);
    private static final long SEED = Long.getLong("tocsin.fuzz.seed", 1);

    private static final int LONGEST = 2_000;
    private static final TemplateLimits LIMITS = new TemplateLimits(20_000, LONGEST, 20, Duration.ofDays(1), () -> 0);
    private static final Now NOW = () -> Instant.parse("2024-03-31T01:30:00Z");
    private static final Map<String, Function> FUNCTIONS = functions();
    private static final TemplateSet SET = TemplateSet.of(FUNCTIONS);

    private static final List<String> NAMES =
            new ArrayList<>(FUNCTIONS.keySet().stream().sorted().toList());
    private static final List<String> BUILT_IN = List.of(
            "and", "or", "not", "eq", "lt", "ge", "len", "index", "slice", "print", "println", "printf", "html", "js");
    private static final List<String> OPERANDS = List.of(
            ".",
            "$",
            "$x",
            "$y",
            ".a",
            ".b",
            ".a.b",
            "$.c",
            "$.d.e",
            "nil",
            "true",
            "0",
            "1",
            "-1",
            "3",
            "1000000",
            "1e300",
            "0x1p-1074",
            "9223372036854775807",
            "-9223372036854775808",
            "'a'",
            "\"\"",
            "\"a\"",
            "\"%v %d %s %q %x\"",
            "\"%[3]*.[2]*[1]f\"",
            "\"%1000000d\"",
            "\"%.1000000f\"",
            "\"%!%[%[x]z\"",
            "\"(a*)*|b+$\"",
            "\"(.?){100}\"",
            "\"$1${2}$$\"",
            "\"2006-01-02T15:04:05.999Z07:00 MST Jan _2 __2\"",
            "\"Europe/Berlin\"",
            "\"\\xff\\xe2\\x82\"",
            "\"<a href='x'>&\"",
            "`é€😀`",
            "(now)",
            "(list 1 nil \"x\")",
            "(dict \"a\" 1)",
            "(stringSlice \"b\" \"a\")",
            "(print $ $)",
            "(len .)",
            "(index . 0)",
            "(now.AddDate 1000000 -5 40)",
            "(.a).b",
            "$x.Format",
            "now.Unix");
    private static final List<String> HEADS =
            List.of("if", "with", "range", "range $x, $y :=", "range $x :=", "if $x :=", "with $y :=", "range $y =");
    private static final List<String> TEXTS = List.of(
            "text",
            " ",
            "\n",
            "<a href=\"",
            "\">",
            "<p title='",
            "'>",
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<p style=\"color: ",
            "<title>",
            "</title>",
            "<",
            "&",
            "é€",
            "{{/* c */}}",
            " {{- \"t\" -}} ");
    private static final List<String> DEFINITIONS = List.of(
            "{{ define \"t\" }}{{ . }}{{ end }}",
            "{{ define \"t\" }}{{ template \"t\" . }}{{ end }}",
            "{{ define \"t\" }}{{ range . }}{{ template \"t\" . }}{{ end }}{{ end }}",
            "{{ define \"t\" }}\"{{ if . }}?{{ end }}{{ end }}");
    private static final List<String> BREAKING = List.of(
            "{{",
            "}}",
            "(",
            ")",
            "|",
            ":=",
            ".",
            "\"",
            "`",
            "{{ end }}",
            "{{ else }}",
            "{{ break }}",
            "\0",
            "\uDCFF",
            "\ud800",
            "--",
            "$");

    private final Random random = new Random(SEED);

    @Test
    @Timeout(3600)
    void a_template_fails_as_a_template_or_writes_no_more_than_allowed() {
        for (int i = 0; i < TEMPLATES; i++) {
            String text = template();
            Object data = value(3);
            attempt(text, data, false);
            attempt(text, data, true);
        }
    }

    private static void attempt(String text, @Nullable Object data, boolean html) {
        BoundedText out = new BoundedText(LONGEST);
        try {
            Template template = html ? SET.html("n", text) : SET.text("n", text);
            template.execute(data, NOW, LIMITS, out);
        } catch (TemplateException e) {
            assertThat(e.line())
                    .as(text)
                    .isBetween(1, 1 + (int) text.chars().filter(c -> c == '\n').count());
            assertThat(e.getMessage()).as(text).startsWith("template: n:").doesNotContain("broken value");
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed %d, html %s: %s".formatted(SEED, html, text), e);
        }
        assertThat(out.length()).as(text).isLessThanOrEqualTo(LONGEST);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(Utf8.wellFormed(out.toString())))
                .as(text)
                .isTrue();
    }

    private String template() {
        String whole = statements(3);
        whole = random.nextInt(3) == 0 ? one(DEFINITIONS) + whole : whole;
        return random.nextInt(4) == 0 ? broken(whole) : whole;
    }

    private String broken(String text) {
        int at = random.nextInt(text.length() + 1);
        int removed = random.nextInt(4);
        return text.substring(0, at) + one(BREAKING) + text.substring(Math.min(text.length(), at + removed));
    }

    private String statements(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(statement(depth));
        }
        return text.toString();
    }

    private String statement(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> one(TEXTS);
            case 1 -> "{{ $x := " + pipeline(2) + " }}";
            case 2 -> "{{ $x = " + pipeline(2) + " }}";
            case 3 -> "{{ template \"t\" " + pipeline(1) + " }}";
            case 4, 5 -> "{{ " + pipeline(2) + " }}";
            default -> control(depth - 1);
        };
    }

    private String control(int depth) {
        String otherwise = random.nextInt(3) == 0 ? "{{ else }}" + statements(depth) : "";
        String jump = random.nextInt(8) == 0 ? "{{ break }}" : "";
        String known = random.nextBoolean() ? "{{ $x := . }}{{ $y := 1 }}" : "";
        return "%s{{ %s %s }}%s%s%s{{ end }}"
                .formatted(known, one(HEADS), pipeline(1), statements(depth), jump, otherwise);
    }

    private String pipeline(int depth) {
        StringBuilder text = new StringBuilder(command(depth));
        for (int i = random.nextInt(3); i > 1; i--) {
            text.append(" | ").append(call(depth));
        }
        return text.toString();
    }

    private String command(int depth) {
        return random.nextInt(3) == 0 ? one(OPERANDS) : call(depth);
    }

    private String call(int depth) {
        StringBuilder text = new StringBuilder(one(random.nextBoolean() ? NAMES : BUILT_IN));
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean nested = depth > 0 && random.nextInt(4) == 0;
            text.append(' ').append(nested ? "(" + pipeline(depth - 1) + ")" : one(OPERANDS));
        }
        return text.toString();
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> new TypedInt(Type.UINT64, random.nextLong());
            case 5 -> new TypedString(TypedString.HTML, text());
            case 6 -> new DurationValue(random.nextLong());
            case 7 -> new TimeValue(Instant.ofEpochSecond(random.nextLong() >> 24), ZoneId.of("America/New_York"));
            case 8 -> new Strings(List.of(text(), text()));
            case 9 -> text();
            case 10, 11 -> list(depth - 1);
            default -> map(depth - 1);
        };
    }

    private AnyList list(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(depth));
        }
        return AnyList.of(items);
    }

    private AnyMap map(int depth) {
        Map<String, @Nullable Object> entries = new HashMap<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            entries.put(name, value(depth));
        }
        return AnyMap.of(entries);
    }

    private String text() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? Utf8.of(bytes, 0, bytes.length) : new String(bytes, StandardCharsets.UTF_16);
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static Map<String, Function> functions() {
        Map<String, Function> all = new HashMap<>(TextFunctions.ALL);
        all.put(TextFunctions.TITLE.name(), TextFunctions.TITLE);
        all.putAll(RegexFunctions.create());
        all.putAll(HumanizeFunctions.ALL);
        all.putAll(TimeFunctions.ALL);
        all.putAll(CollectionFunctions.ALL);
        all.putAll(EncodingFunctions.ALL);
        return all;
    }
}
