package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the reference of templates give what the page says. */
class DocsTemplatesTest {
    private static final Path PAGE = Path.of(
            Objects.requireNonNull(System.getProperty("tocsin.root"), "tocsin.root"), "docs/reference/templates.md");
    private static final Pattern ROW = Pattern.compile("\\| .* \\| (`+)(.*?)\\1 \\| (`+)(.*?)\\3 \\|");
    private static final Pattern DATA = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile("--labels=(\\S+) --value=([^\\s`]+)");

    @TempDir
    static Path directory = Path.of("");

    private static Path data = Path.of("");

    private record Example(String section, String text, String gives) {
        @Override
        public String toString() {
            return text;
        }
    }

    @BeforeAll
    static void takeTheDataOfThePage() throws IOException {
        Matcher json = DATA.matcher(page());
        assertThat(json.find()).isTrue();
        data = Files.writeString(directory.resolve("data.json"), json.group(1));
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Example> examples() {
        List<Example> examples = new ArrayList<>();
        String section = "";
        for (String line : page().split("\n", -1)) {
            section = line.startsWith("## ") ? line.substring(3) : section;
            Matcher row = ROW.matcher(line);
            if (row.matches() && row.group(2).contains("{{")) {
                examples.add(new Example(section, cell(row.group(2)), cell(row.group(4))));
            }
        }
        return examples.stream();
    }

    /** In a table a bar is written with a backslash, and a code span that holds backquotes begins and ends with a blank. */
    private static String cell(String span) {
        return span.replace("\\|", "|");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void gives_what_the_page_says(Example example) {
        assertThat(render(example)).isEqualTo(new RecordedCommand(0, example.gives(), ""));
    }

    @Test
    void there_are_examples_for_each_place() {
        assertThat(examples().map(Example::section).distinct())
                .contains("The language", "Built-in functions", "Notifications", "Rules", "HTML");
        assertThat(examples().count()).isGreaterThan(80);
    }

    private static RecordedCommand render(Example example) {
        List<String> arguments = new ArrayList<>(List.of("render", "--template.text=" + example.text()));
        if (example.section().equals("Rules")) {
            Matcher sample = SAMPLE.matcher(page().substring(page().indexOf("## Rules")));
            assertThat(sample.find()).isTrue();
            arguments.addAll(List.of("--rule", "--labels=" + sample.group(1), "--value=" + sample.group(2)));
        } else {
            arguments.add("--template.data=" + data);
            arguments.add("--template.type=" + (example.section().equals("HTML") ? "html" : "text"));
        }
        return RecordedCommand.template(arguments.toArray(String[]::new));
    }
}
