package tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tocsin.server.cli.TemplateCommand;

/** The installed amtool and Tocsin make the same of generated templates, or both refuse them. */
class AmtoolTemplatesIT {
    private static final int TEMPLATES = 150;
    private static final String REFUSED = "refused";
    private static final String DATA = """
            {"receiver": "team-x", "status": "firing", "externalURL": "http://am.example/x",
             "groupLabels": {"alertname": "Disk", "zone": "é<1>"}, "commonLabels": {"alertname": "Disk", "job": "api"},
             "commonAnnotations": {"summary": "It's \\"full\\" & hot"},
             "alerts": [
              {"status": "firing", "labels": {"alertname": "Disk", "severity": "page", "n": "1"}, "annotations": {"value": "12.5"},
               "startsAt": "2026-03-04T05:06:07.12Z", "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://p/?a=1&b=2",
               "fingerprint": "a1"},
              {"status": "resolved", "labels": {"alertname": "Disk", "severity": "info"}, "annotations": {},
               "startsAt": "2026-03-04T05:06:07+05:30", "endsAt": "2026-03-04T06:06:07Z", "fingerprint": "b2"}]}
            """;

    @TempDir
    static Path directory = Path.of("");

    private static Path amtool = Path.of("");
    private static Path data = Path.of("");

    @BeforeAll
    static void findAmtool() throws IOException {
        amtool = Programs.require("amtool");
        data = Files.writeString(directory.resolve("data.json"), DATA);
    }

    static Stream<String> templates() {
        return IntStream.range(0, TEMPLATES).mapToObj(seed -> new Texts(new Random(seed)).template());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void agrees_in_text(String text) throws IOException, InterruptedException {
        assertThat(ours(text, "text")).isEqualTo(amtools(text, "text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void agrees_in_html(String text) throws IOException, InterruptedException {
        String page = "<p title=\"%s\">%s</p><a href=\"http://h/?q=%s\">x</a>".formatted(text, text, text);

        assertThat(ours(page, "html")).isEqualTo(amtools(page, "html"));
    }

    @Test
    void most_templates_are_not_refused() {
        assertThat(templates().filter(text -> !ours(text, "text").equals(REFUSED)))
                .hasSizeGreaterThan(TEMPLATES / 2);
    }

    private static List<String> arguments(String text, String type) {
        return List.of(
                "render",
                "--template.glob=" + directory + "/none*",
                "--template.data=" + data,
                "--template.type=" + type,
                "--template.text=" + text);
    }

    /** The output, or that there is none: texts of errors differ between versions. */
    private static String ours(String text, String type) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new TemplateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true));
        int status = command.execute(arguments(text, type).toArray(String[]::new));
        return status == 0 ? out.toString() : REFUSED;
    }

    private static String amtools(String text, String type) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(amtool.toString(), "template"), arguments(text, type).stream())
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? out : REFUSED;
    }

    /** Grows templates out of what amtool 0.25 knows. A few are wrong on purpose: a type or an index that does not fit. */
    private static final class Texts {
        private final Random random;
        private int depth;

        Texts(Random random) {
            this.random = random;
        }

        String template() {
            return IntStream.range(0, 3).mapToObj(part -> statement()).reduce("", String::concat);
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private String statement() {
            depth++;
            try {
                return depth > 3 ? "{{ " + string() + " }}" : nested();
            } finally {
                depth--;
            }
        }

        private String nested() {
            return switch (random.nextInt(9)) {
                case 0 -> "{{ if " + bool() + " }}" + statement() + "{{ else }}" + statement() + "{{ end }}";
                case 1 ->
                    "{{ range .Alerts }}[{{ .Status }}" + pick("", " {{ .Labels.severity }}", " {{ .StartsAt }}")
                            + "]{{ end }}";
                case 2 ->
                    "{{ range $k, $v := " + pick(".GroupLabels", ".CommonLabels") + " }}{{ $k }}={{ $v }};{{ end }}";
                case 3 -> "{{ with " + string() + " }}{{ . }}{{ else }}none{{ end }}";
                case 4 -> "{{ $x := " + number() + " }}{{ $x = " + number() + " }}{{ $x }}";
                case 5 -> " a {{- " + string() + " -}} b ";
                case 6 -> "{{ " + number() + " }} ";
                case 7 ->
                    "{{ printf \"" + pick("%v", "%5d|", "%-6s|", "%q", "%x", "%s", "%03d") + "\" "
                            + pick(number(), string()) + " }}";
                default -> "{{ " + string() + " }}";
            };
        }

        private String string() {
            depth++;
            try {
                return depth > 5 ? pick(".Receiver", "\"a b\"", "`raw <>`", ".Status") : call();
            } finally {
                depth--;
            }
        }

        private String call() {
            return switch (random.nextInt(12)) {
                case 0 ->
                    "(" + string() + " | "
                            + pick("toUpper", "toLower", "title", "html", "urlquery", "js", "len", "print") + ")";
                case 1 ->
                    "(join " + pick("\", \"", "\"\"") + " "
                            + pick(".GroupLabels.Names", ".CommonLabels.Values", "(stringSlice \"x\" \"y\")", ".Alerts")
                            + ")";
                case 2 ->
                    "(reReplaceAll " + pick("\"[aeiou]\" \"<$0>\"", "\"(t)(e)\" \"$2$1\"", "\"^\" \"\"") + " "
                            + string() + ")";
                case 3 ->
                    "(index .Alerts " + pick("0", "1", "2") + ")."
                            + pick("Labels.severity", "Annotations.value", "Fingerprint", "GeneratorURL", "Nope");
                case 4 -> "(index .GroupLabels " + pick("\"zone\"", "\"missing\"", "1") + ")";
                case 5 -> "(" + pick("or", "and") + " " + string() + " " + string() + ")";
                case 6 -> "(slice " + string() + " " + pick("0 2", "1", "1 1", "0 99") + ")";
                // Maps and pairs print otherwise since 0.26.
                case 7 -> pick(".GroupLabels.Names", ".CommonAnnotations.Values", ".CommonLabels.Names");
                case 8 ->
                    pick(
                            ".CommonLabels.job",
                            ".CommonLabels.missing",
                            ".CommonAnnotations.summary",
                            ".GroupLabels.zone");
                case 9 -> "(printf \"%s-%d\" " + string() + " " + number() + ")";
                default ->
                    pick(".Receiver", ".Status", ".ExternalURL", "\"q\\\"<\\n>\"", "`raw`", "'x'", "1.5", "true");
            };
        }

        private String number() {
            return pick(
                    "1",
                    "0x1F",
                    "-3",
                    "'a'",
                    "(len .Alerts)",
                    "(len " + pick(".Receiver", ".GroupLabels.zone", ".CommonLabels") + ")",
                    "1e3",
                    "2.50");
        }

        private String bool() {
            return switch (random.nextInt(6)) {
                case 0 -> "(" + pick("eq", "ne", "lt", "ge") + " " + number() + " " + number() + ")";
                case 1 -> "(" + pick("eq", "ne", "gt", "le") + " .Status " + string() + ")";
                case 2 -> "(match \"" + pick("^te", "x$", "[") + "\" " + string() + ")";
                case 3 -> "(not " + string() + ")";
                default -> string();
            };
        }
    }
}
