package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRulesCommandTest {
    private static final String GOOD = """
            groups:
            - name: g
              rules:
              - {alert: A, expr: up == 0}
              - {alert: B, expr: up == 1}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_good_file_is_0() throws IOException {
        RecordedCommand done = rules(file("good.yml", GOOD));

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).isEqualTo("%s: SUCCESS: 2 rules found%n".formatted(directory.resolve("good.yml")));
        assertThat(done.err()).isEmpty();
    }

    @Test
    void every_problem_of_a_bad_file_is_printed_with_its_place() throws IOException {
        String bad = file("bad.yml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, exprr: up}
                  - {alert: B, expr: up, for: 5 min}
                """);

        RecordedCommand done = rules(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(bad + ":4:16: ", "did you mean `expr`?", bad + ":5:", "5 min", bad + ": FAILED");
    }

    @Test
    void what_is_no_template_is_a_problem_at_its_place() throws IOException {
        String bad = file("bad.yml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: up, annotations: {summary: "{{ $label.job }} is down"}}
                """);

        RecordedCommand done = rules(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(bad + ":4:49: group \"g\", rule 1, \"A\": annotation \"summary\": template: __alert_A:1:"
                        + " undefined variable \"$label\"");
    }

    @Test
    void one_bad_file_among_good_ones_is_1_and_the_others_are_judged() throws IOException {
        RecordedCommand done = rules(file("a.yml", "groups: 5"), file("b.yml", GOOD));

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).contains("a.yml: FAILED", "b.yml: SUCCESS: 2 rules found");
    }

    @Test
    void a_warning_is_not_an_error() throws IOException {
        RecordedCommand done = rules(file("twice.yml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: up == 0}
                  - {alert: A, expr: up == 1}
                """));

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).contains("2 rules \"A\" have equal labels", "SUCCESS: 2 rules found");
    }

    @Test
    void what_this_version_does_not_do_is_noted_once() throws IOException {
        String text = """
                groups:
                - name: g
                  rules:
                  - {record: "a:b", expr: up}
                  - {alert: A, expr: up, annotations: {summary: "{{ $value }}"}}
                """;

        RecordedCommand done = rules(file("a.yml", text), file("b.yml", text));

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).containsOnlyOnce("note: 2 recording rules are evaluated, but nothing is written");
    }

    @Test
    void a_pattern_names_its_files_and_one_that_matches_nothing_is_told() throws IOException {
        file("a.yml", GOOD);
        file("b.yml", GOOD);

        assertThat(rules(directory.resolve("*.yml").toString()).out()).contains("a.yml: SUCCESS", "b.yml: SUCCESS");
        assertThat(rules(
                                directory.resolve("*.yml").toString(),
                                directory.resolve("*.rules").toString())
                        .status())
                .isEqualTo(0);
        RecordedCommand nothing = rules(directory.resolve("*.rules").toString());
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.out()).contains("*.rules", "no rule file matches", "no file to check");
    }

    @Test
    void a_file_that_is_not_there_or_a_directory_is_1() throws IOException {
        RecordedCommand missing = rules(directory.resolve("missing.yml").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.out()).contains("missing.yml");

        Path folder = Files.createDirectory(directory.resolve("folder.yml"));
        RecordedCommand isFolder = rules(folder.toString());
        assertThat(isFolder.status()).isEqualTo(1);
        assertThat(isFolder.out()).contains("folder.yml");
    }

    @Test
    void the_dialect_decides_about_keys() throws IOException {
        String file = file("vm.yml", """
                groups:
                - name: g
                  concurrency: 2
                  rules:
                  - {alert: A, expr: up == 0}
                """);

        RecordedCommand strict = rules(file);
        assertThat(strict.status()).isEqualTo(1);
        assertThat(strict.out()).contains("concurrency", "--rules.dialect=vmalert");
        assertThat(rules("--rules.dialect=vmalert", file).status()).isEqualTo(0);
    }

    @Test
    void problems_are_JSON_for_programs() throws IOException {
        String bad = file("bad.yml", "groups:\n- name: g\n  rules:\n  - {alert: A, exprr: up, expr: up}\n");

        RecordedCommand done = rules("--output=json", bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .startsWith("[{\"source\":\"%s\",\"line\":4,\"column\":16,\"severity\":\"error\",\"message\":\""
                        .formatted(bad))
                .endsWith("\"}]" + System.lineSeparator())
                .hasLineCount(1);
        assertThat(rules("--output=json", file("good.yml", GOOD)).out()).isEqualTo("[]" + System.lineSeparator());
    }

    @Test
    void wrong_usage_is_2() {
        assertThat(RecordedCommand.check("rules").status()).isEqualTo(2);
        assertThat(RecordedCommand.check("rules", "--output=xml", "f").status()).isEqualTo(2);
        RecordedCommand dialect = RecordedCommand.check("rules", "--rules.dialect=loki", "f");
        assertThat(dialect.status()).isEqualTo(2);
        assertThat(dialect.err()).contains("`loki` is not a dialect; write prometheus or vmalert");
        RecordedCommand nothing = RecordedCommand.check();
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("name what to check: rules");
    }

    @Test
    void help_tells_the_options_and_their_defaults() {
        RecordedCommand help = RecordedCommand.check("rules", "--help");

        assertThat(help.status()).isEqualTo(0);
        assertThat(help.out()).contains("--output", "Default: text", "--rules.dialect", "Default: prometheus");
    }

    private static RecordedCommand rules(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "rules";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return RecordedCommand.check(all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
