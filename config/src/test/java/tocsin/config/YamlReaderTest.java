package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Problems problems = new Problems("file.yml");

    @ParameterizedTest(name = "{0} stays {0}")
    @ValueSource(
            strings = {
                "on",
                "yes",
                "No",
                "y",
                "0123",
                "010",
                "0x1F",
                "0o17",
                "0b11",
                "1e3",
                "1.0",
                "1.",
                ".5",
                "+1",
                "-0",
                "1_000",
                "2020-01-02",
                "2001-12-14t21:59:43.10-05:00",
                "190:20:30",
                "09:00",
                ".inf",
                ".NaN",
                "TRUE",
                "true",
                "17:30",
                "="
            })
    void a_plain_scalar_keeps_its_source_text(String text) {
        YamlScalar value = scalar("key: " + text);

        assertThat(value.text()).isEqualTo(text);
        assertThat(value.plain()).isTrue();
        assertThat(value.isNull()).isFalse();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
                    '5'               | 5
                    "on"              | on
                    !!str 5           | 5
                    !!int 5           | 5
                    !foo bar          | bar
                    '~'               | ~
                    !!binary aGVsbG8= | hello
                    !!str null        | null
                    "\\xff"           | \u00ff
                    """)
    void tags_quotes_and_escapes_give_texts(String yaml, String text) {
        YamlScalar value = scalar("key: " + yaml);

        assertThat(value.text()).isEqualTo(text);
        assertThat(value.isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "Null", "NULL", "~", ""})
    void null_words_are_null(String text) {
        YamlScalar value = scalar("key: " + text);

        assertThat(value.isNull()).isTrue();
        assertThat(value.text()).isEmpty();
    }

    @Test
    void blocks_fold_as_yaml_says() {
        assertThat(scalar("key: |\n  a\n  b\n").text()).isEqualTo("a\nb\n");
        assertThat(scalar("key: >-\n  a\n  b\n").text()).isEqualTo("a b");
        assertThat(scalar("key: a\n  b\n").text()).isEqualTo("a b");
    }

    @Test
    void nodes_know_their_place() {
        YamlMapping root = mapping("first: 1\nsecond:\n  - x\n  - third: y\n");

        YamlList list = (YamlList) Objects.requireNonNull(root.get("second"));
        YamlMapping item = (YamlMapping) list.items().get(1);
        assertThat(Objects.requireNonNull(item.get("third")).position()).isEqualTo(new Position(4, 12));
    }

    @Test
    void a_merge_key_adds_what_the_mapping_lacks() {
        YamlMapping root = mapping("base: &b {a: 1, b: 2}\nmore: &m {b: 3, c: 4}\nit:\n  <<: [*b, *m]\n  a: own\n");

        YamlMapping it = (YamlMapping) Objects.requireNonNull(root.get("it"));
        assertThat(text(it, "a")).isEqualTo("own");
        assertThat(text(it, "b")).isEqualTo("2");
        assertThat(text(it, "c")).isEqualTo("4");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void an_alias_is_the_node_that_it_names() {
        YamlMapping root = mapping("a: &x hello\nb: *x\n");

        assertThat(text(root, "b")).isEqualTo("hello");
    }

    @Test
    void a_duplicate_key_is_a_problem_that_names_the_first() {
        read("a: 1\nb: 2\na: 3\n");

        assertThat(shown()).containsExactly("file.yml:3:1: mapping key \"a\" already defined at line 1");
    }

    @Test
    void a_null_key_is_dropped() {
        assertThat(mapping("~: x\na: 1\n").entries()).containsOnlyKeys("a");
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "null", "~\n", "\uFEFF"})
    void an_empty_document_is_nothing_and_no_problem(String text) throws Exception {
        String decoded = Source.decode(text.getBytes(StandardCharsets.UTF_8));

        assertThat(YamlReader.readFirst(new Source("file.yml", decoded), problems))
                .isNull();
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n---\nb: 2\n", "a: 1\n---\n", "a: 1\n---\n{ broken\n"})
    void only_the_first_document_counts_and_a_warning_says_so(String text) {
        YamlNode first = read(text);

        assertThat(text((YamlMapping) Objects.requireNonNull(first), "a")).isEqualTo("1");
        assertThat(problems.hasErrors()).isFalse();
        assertThat(shown()).hasSize(1).allMatch(line -> line.contains("several YAML documents"));
    }

    @Test
    void all_documents_are_read_when_asked() {
        List<YamlNode> documents = YamlReader.readAll(new Source("file.yml", "a: 1\n---\n---\nb: 2\n"), problems);

        assertThat(documents).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
                    a: [1, 2     | file.yml:1:9:
                    a: \tb\\n\tc: | file.yml:
                    a: b: c      | file.yml:1:5:
                    a: *nowhere  | file.yml:1:4:
                    !!bool yes   | file.yml:1:1: what stands behind the tag !!bool is no value of it
                    """)
    void what_is_not_yaml_is_a_problem_with_its_place(String text, String start) {
        read(text.replace("\\n", "\n"));

        assertThat(problems.hasErrors()).isTrue();
        assertThat(shown().get(0)).startsWith(start);
    }

    @Test
    void an_alias_bomb_is_refused() {
        StringBuilder bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level <= 20; level++) {
            bomb.append("l%d: &l%d [".formatted(level, level))
                    .append("*l%d, ".formatted(level - 1).repeat(10))
                    .append("]\n");
        }

        assertThat(read(bomb.toString())).isNull();
        assertThat(shown()).hasSize(1).allMatch(line -> line.contains("aliases expand to more than"));
    }

    @Test
    void an_anchor_that_contains_itself_is_refused() {
        read("a: &a\n  b: *a\n");

        assertThat(shown()).hasSize(1).allMatch(line -> line.endsWith(": an anchor contains itself"));
    }

    @Test
    void an_alias_without_anchor_is_not_repeated_as_it_may_be_a_password_without_quotes() {
        read("password: *hunter2\n");

        assertThat(shown()).singleElement().asString().contains("`*`").doesNotContain("hunter2");
    }

    @Test
    void deep_nesting_is_refused() {
        read("[".repeat(100_000));

        assertThat(shown()).hasSize(1).allMatch(line -> line.contains("not valid YAML"));
    }

    @Property(tries = 500)
    void any_text_gives_nodes_or_problems_and_never_throws(@ForAll @StringLength(max = 200) String text) {
        Problems found = new Problems("any");
        YamlNode node = YamlReader.readFirst(new Source("any", text), found);

        assertThat(node != null || found.hasErrors() || found.list().isEmpty()).isTrue();
    }

    private YamlNode read(String text) {
        return YamlReader.readFirst(new Source("file.yml", text), problems);
    }

    private YamlMapping mapping(String text) {
        return (YamlMapping) Objects.requireNonNull(read(text));
    }

    private YamlScalar scalar(String text) {
        return (YamlScalar) Objects.requireNonNull(mapping(text).get("key"));
    }

    private static String text(YamlMapping mapping, String key) {
        return ((YamlScalar) Objects.requireNonNull(mapping.get(key))).text();
    }

    private List<String> shown() {
        return problems.list().stream().map(Problem::toString).toList();
    }
}
