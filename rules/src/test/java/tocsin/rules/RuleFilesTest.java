package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;

class RuleFilesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void files() throws IOException {
        for (String name :
                List.of("a.yml", "b.yml", "ab.yml", ".hidden.yml", "c[1].yml", "sub/d.yml", "sub/deep/e.yml")) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "groups: [{name: '" + name + "'}]");
        }
    }

    private List<String> expand(RuleFileOptions options, String... patterns) {
        return new RuleFiles(options, directory)
                .expand(List.of(patterns), new ArrayList<>()).stream()
                        .map(path -> directory.relativize(path).toString())
                        .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a.yml         | a.yml
            ./a.yml       | a.yml
            sub/../a.yml  | a.yml
            *.yml         | .hidden.yml a.yml ab.yml b.yml c[1].yml
            ?.yml         | a.yml b.yml
            [ab].yml      | a.yml b.yml
            [^a].yml      | b.yml
            [a-b]*.yml    | a.yml ab.yml b.yml
            c\\[1\\].yml  | c[1].yml
            */*.yml       | sub/d.yml
            sub/**/*.yml  | sub/deep/e.yml
            **/e.yml      |
            nope/*.yml    |
            {a,b}.yml     |
            a.yml/*       |
            """)
    void globs_are_those_of_go(String pattern, String files) {
        assertThat(String.join(" ", expand(RuleTexts.PROMETHEUS, pattern))).isEqualTo(files == null ? "" : files);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sub/**/*.yml  | sub/d.yml sub/deep/e.yml
            **/e.yml      | sub/deep/e.yml
            sub/**        | sub/d.yml sub/deep/e.yml
            """)
    void vmalerts_dialect_looks_into_subdirectories(String pattern, String files) {
        assertThat(String.join(" ", expand(RuleTexts.VMALERT, pattern))).isEqualTo(files);
    }

    @Test
    void a_file_that_two_patterns_match_is_loaded_once() {
        assertThat(expand(RuleTexts.PROMETHEUS, "b.yml", "?.yml", "sub/../b.yml"))
                .containsExactly("b.yml", "a.yml");
    }

    @Test
    void absolute_patterns_do_not_begin_at_the_directory() {
        RuleLoad load = new RuleFiles(RuleTexts.PROMETHEUS, Path.of("/nowhere"))
                .load(List.of(directory.resolve("a.yml").toString()));

        assertThat(load).isInstanceOf(RuleLoad.Loaded.class);
    }

    private RuleLoad load(RuleFileOptions options, String... patterns) {
        return new RuleFiles(options, directory).load(List.of(patterns));
    }

    @Test
    void groups_carry_the_path_of_their_file_in_the_order_of_the_patterns() {
        RuleSet rules = load(RuleTexts.PROMETHEUS, "sub/d.yml", "a*.yml").fold(RuleLoad.Loaded::rules, refused -> {
            throw new AssertionError(refused.problems());
        });

        assertThat(rules.groups())
                .extracting(RuleGroup::id)
                .containsExactly(
                        directory.resolve("sub/d.yml") + ";sub/d.yml",
                        directory.resolve("a.yml") + ";a.yml",
                        directory.resolve("ab.yml") + ";ab.yml");
    }

    @Test
    void one_bad_file_refuses_all_and_problems_of_all_files_are_reported() throws IOException {
        Files.writeString(directory.resolve("x.yml"), "groups: [{}]");
        Files.writeString(directory.resolve("y.yml"), "groups: 5");
        Files.write(directory.resolve("z.yml"), new byte[] {'a', (byte) 0xff});

        RuleLoad load = load(RuleTexts.PROMETHEUS, "*.yml", "nope.yml");

        assertThat(load).isInstanceOf(RuleLoad.Refused.class);
        assertThat(load.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "nope.yml: warning: no rule file matches",
                        directory + "/x.yml:1:10: Groupname must not be empty",
                        directory + "/y.yml:1:9: `groups` takes a list, found a single value",
                        directory + "/z.yml: not valid UTF-8; save the file as UTF-8");
    }

    @Test
    void a_pattern_without_a_match_is_a_warning_with_a_hint() {
        RuleLoad load = load(RuleTexts.PROMETHEUS, "**/e.yml", "{a,b}.yml");

        assertThat(load).isInstanceOf(RuleLoad.Loaded.class);
        assertThat(load.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "no rule file matches; `**` does not look into subdirectories here, write one pattern for each"
                                + " level",
                        "no rule file matches; braces are taken literally, write several patterns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [a                      | not a usable file pattern
            [z-a].yml               | not a usable file pattern
            http://host/rules.yml   | not read over HTTP
            sub                     | cannot be read
            """)
    void what_cannot_be_a_rule_file_is_an_error(String pattern, String problem) {
        RuleLoad load = load(RuleTexts.PROMETHEUS, pattern);

        assertThat(load).isInstanceOf(RuleLoad.Refused.class);
        assertThat(load.problems()).singleElement().asString().contains(problem);
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_it_is_parsed() {
        RuleLoad load = load(RuleTexts.PROMETHEUS.withMaxBytes(10), "a.yml");

        assertThat(load.problems())
                .extracting(Problem::toString)
                .containsExactly(directory + "/a.yml: file is larger than 10 bytes");
    }
}
