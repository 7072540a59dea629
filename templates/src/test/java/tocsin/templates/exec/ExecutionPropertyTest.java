package tocsin.templates.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import tocsin.templates.Template;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.Utf8;

class ExecutionPropertyTest {
    private static final int LONGEST = 500;
    private static final TemplateLimits LIMITS = new TemplateLimits(5_000, LONGEST, 20, Duration.ofDays(1), () -> 0);
    private static final TemplateSet SET = TemplateSet.of(ExampleData.FUNCTIONS);

    @Property(tries = 1500)
    void a_template_prints_no_more_than_allowed_or_fails_as_a_template(@ForAll("templates") String text) {
        BoundedText out = new BoundedText(LONGEST);

        assertThatCode(() -> executeLeniently(text, out)).doesNotThrowAnyException();

        assertThat(out.length()).isLessThanOrEqualTo(LONGEST);
    }

    @Property(tries = 300)
    void the_same_template_and_data_give_the_same_outcome(@ForAll("templates") String text) {
        assertThat(outcome(text)).isEqualTo(outcome(text));
    }

    @Property
    void two_numbers_have_one_order(@ForAll long left, @ForAll long right) throws TemplateException {
        assertThat(execute("{{ lt %1$d %2$d }} {{ eq %1$d %2$d }} {{ gt %1$d %2$d }}".formatted(left, right)))
                .isEqualTo("%s %s %s".formatted(left < right, left == right, left > right));
    }

    @Property
    void two_strings_have_the_order_of_their_bytes(@ForAll String left, @ForAll String right) throws TemplateException {
        String l = GoQuoting.quote(left);
        String r = GoQuoting.quote(right);
        int order = Arrays.compareUnsigned(Utf8.bytes(left), Utf8.bytes(right));

        assertThat(execute("{{ lt %1$s %2$s }} {{ eq %1$s %2$s }} {{ gt %1$s %2$s }}".formatted(l, r)))
                .isEqualTo("%s %s %s".formatted(order < 0, order == 0, order > 0));
    }

    @Property
    void two_cuts_put_together_are_the_whole(@ForAll @StringLength(max = 50) String text, @ForAll int place)
            throws TemplateException {
        int at = Math.floorMod(place, Utf8.length(text) + 1);
        String quoted = GoQuoting.quote(text);

        assertThat(execute("{{ slice %1$s 0 %2$d }}{{ slice %1$s %2$d }}".formatted(quoted, at)))
                .isEqualTo(Utf8.wellFormed(text));
    }

    @Property
    void no_markup_survives_html(@ForAll @StringLength(max = 50) String text) throws TemplateException {
        assertThat(execute("{{ html %s }}".formatted(GoQuoting.quote(text)))).doesNotContainPattern("[<>'\"\0]");
    }

    @Property
    void an_escaped_query_reads_back(@ForAll @StringLength(max = 30) String text) throws TemplateException {
        String escaped = execute("{{ urlquery %s }}".formatted(GoQuoting.quote(text)));

        assertThat(URLDecoder.decode(escaped, StandardCharsets.UTF_8)).isEqualTo(Utf8.wellFormed(text));
    }

    @Provide
    Arbitrary<String> templates() {
        return statements(3);
    }

    private static Arbitrary<String> statements(int depth) {
        return statement(depth).list().ofMaxSize(3).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> statement(int depth) {
        Arbitrary<String> simple = Arbitraries.oneOf(
                pipeline().map(inner -> "{{ " + inner + " }}"),
                pipeline().map(inner -> "{{ $x := " + inner + " }}{{ $x }}{{ $x.y }}"),
                pipeline().map(inner -> "{{ template \"t\" " + inner + " }}"),
                Arbitraries.of("text", "{{ template \"t\" . }}"));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> body = statements(depth - 1);
        Arbitrary<String> heads = Arbitraries.of("if", "with", "range", "range $i, $e :=", "range $e :=", "if $y :=");
        Arbitrary<String> tail = Arbitraries.of("", "{{ else }}e", "{{ else }}{{ .x }}");
        Arbitrary<String> jump = Arbitraries.of("", "", "{{ $x := 1 }}{{ $x = 2 }}");
        Arbitrary<String> control = Combinators.combine(heads, pipeline(), body, jump, tail)
                .as((head, over, inner, last, otherwise) ->
                        "{{ " + head + " " + over + " }}" + inner + last + otherwise + "{{ end }}");
        return Arbitraries.oneOf(simple, control);
    }

    private static Arbitrary<String> pipeline() {
        Arbitrary<String> command = Combinators.combine(
                        Arbitraries.of(
                                "and or not eq ne lt le gt ge len index slice print println printf html js urlquery call toUpper add half list dict stringSlice join size boom"
                                        .split(" ")),
                        operand().list().ofMaxSize(3))
                .as((name, operands) -> name + " " + String.join(" ", operands));
        Arbitrary<String> first = Arbitraries.oneOf(operand(), command);
        return Combinators.combine(first, command.optional(0.3))
                .as((start, next) -> start + next.map(rest -> " | " + rest).orElse(""));
    }

    private static Arbitrary<String> operand() {
        return Arbitraries.of(List.of(
                ".",
                "$",
                "nil",
                "true",
                "0",
                "-1",
                "3",
                "1000000000",
                "1.5",
                "'a'",
                "\"\"",
                "\"%d%s%v\"",
                "\"é<'x\"",
                ".Any",
                ".Any.nil",
                ".Any.l",
                ".Labels",
                ".Labels.Names",
                ".Names",
                ".List",
                ".Nil",
                ".Pair",
                ".Alerts",
                ".Alerts.Firing",
                ".Text",
                ".Num",
                ".Float",
                ".Unsigned",
                "$.Text",
                "$.Names",
                "$.List",
                "(print $ $)",
                "(slice $.Text 1 3)",
                "(index $.List 5)",
                "(len $.Names)",
                "(dict \"a\" nil)"));
    }

    private static String outcome(String text) {
        BoundedText out = new BoundedText(LONGEST);
        String error = executeLeniently(text, out);
        return out + "\n" + error;
    }

    private static String executeLeniently(String text, BoundedText out) {
        try {
            Template template = SET.text("t", text);
            template.execute(ExampleData.ROOT, "", LIMITS, out);
            return "";
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String execute(String text) throws TemplateException {
        return SET.text("p", text).execute(ExampleData.ROOT, "", LIMITS);
    }
}
