package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    private static final int ENOUGH = 1 << 24;

    @Test
    void a_document_is_written_one_thing_a_line() {
        String yaml = """
                # goes
                route: {receiver: 'a', group_by: [], match: {}, continue: true, routes: [{matchers: [a="b", 'c="d e"']}, null]}
                nested: [[a, b], [[]], {k: v, l: {m: n}}]
                text: "two\\nlines\\n"
                merged: &m {a: 1}
                again: {<<: *m, b: ~}
                alias: *m
                """;

        assertThat(written(read(yaml))).isEqualTo("""
                route:
                  receiver: 'a'
                  group_by: []
                  match: {}
                  continue: true
                  routes:
                  - matchers:
                    - a="b"
                    - 'c="d e"'
                  - null
                nested:
                - - a
                  - b
                - - []
                - k: v
                  l:
                    m: n
                text: |
                  two
                  lines
                merged:
                  a: 1
                again:
                  b: null
                  a: 1
                alias:
                  a: 1
                """);
    }

    /** Each stands in the file as it is, once as a value, once in a list, once as a key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "\"true\"",
                "on",
                "'on'",
                "null",
                "'null'",
                "~",
                "'~'",
                "''",
                "\"\"",
                "5",
                "'5'",
                "0x1F",
                "1e3",
                "09:00",
                "2020-01-02",
                "-1",
                "- 1",
                "'- 1'",
                "a: b",
                "'a: b'",
                "a:b",
                "a #b",
                "'a #b'",
                "a#b",
                "'#b'",
                "http://u:p@h:9/x?y=z#t",
                "' leading'",
                "'trailing '",
                "\"tab\\there\"",
                "\"\\ttab\"",
                "a\tb",
                "\"a\\nb\"",
                "\"a\\n\\nb\\n\"",
                "\"a\\n\\n\"",
                "\"\\na\"",
                "\"  a\\nb\"",
                "\"a\\n b\\n\"",
                "\"a\\r\\nb\"",
                "\"a\\n  \\nb\"",
                "\"\\x85\\u2028\\ufeff\\0\\e\"",
                "é",
                "'🙂'",
                "🙂",
                "?a",
                "'? a'",
                "-a",
                ":a",
                "'*a'",
                "'&a'",
                "'!a'",
                "'%a'",
                "'@a'",
                "'`a'",
                "'{{ .a }}'",
                "'[a]'",
                "'it''s'",
                "\"it's \\\"so\\\"\"",
                "\"back\\\\slash\"",
                "back\\slash",
                "<secret>",
                "'<<'",
                "=",
                "'='",
                "!!str 5",
                "!!null ''",
                "!!binary aGVsbG8="
            })
    void what_was_read_is_read_again(String written) {
        assertReadAgain("k: " + written + "\n");
        assertReadAgain("- " + written + "\n- [" + (written.startsWith("'") ? written : "x") + "]\n");
        assertReadAgain("? " + written + "\n: v\n");
        assertReadAgain("a:\n- b:\n    - " + written + "\n    - k: " + written + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k: a\n\n  b\n\n\n  c",
                "k: a\n  b",
                "k: |\n   a\n  \n   b\n",
                "k: |2+\n    a\n  b\n\n",
                "k: >-\n  a\n  b\n\n  c\n",
                "- - - a\n- []\n- {}\n",
                "just a text",
                "'a: b'",
                "[]"
            })
    void folded_and_literal_texts_are_read_again(String yaml) {
        assertReadAgain(yaml);
    }

    private static void assertReadAgain(String yaml) {
        Problems problems = new Problems("");
        YamlNode node = YamlReader.readFirst(new Source("", yaml), problems);
        if (node != null && problems.list().isEmpty()) {
            assertThat(shape(read(written(node)))).as(written(node)).isEqualTo(shape(node));
        }
    }

    @Test
    void long_texts_and_long_keys_are_read_again() {
        String text = "a b: ".repeat(5000);

        assertReadAgain("k: '" + text + "'\n");
        assertReadAgain("? '" + text + "'\n: v\n");
        assertReadAgain("? " + "a".repeat(2000) + "\n: {? " + "b".repeat(2000) + " : [c]}\n");
        assertReadAgain("k: " + "word ".repeat(5000) + "\n");
    }

    @Test
    void what_aliases_make_very_long_is_not_written() {
        String text = "x".repeat(1000);
        StringBuilder yaml = new StringBuilder("a0: &a0 [" + text + "]\n");
        for (int i = 1; i < 6; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        assertThat(YamlText.of(read(yaml.toString()), 1_000_000)).isEmpty();
    }

    @Property
    void whatever_was_read_from_quotes_is_read_again(@ForAll("documents") String yaml) {
        YamlNode node = read(yaml);

        assertThat(shape(read(written(node)))).isEqualTo(shape(node));
    }

    /** Nested flow collections of double-quoted and of plain texts, with everything that is special somewhere. */
    @Provide
    Arbitrary<String> documents() {
        return documents(3);
    }

    private static Arbitrary<String> documents(int depth) {
        Arbitrary<String> scalars = Arbitraries.oneOf(quoted(), plain());
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> below = Arbitraries.lazy(() -> documents(depth - 1));
        Arbitrary<String> lists = below.list()
                .ofMinSize(depth == 3 ? 1 : 0)
                .ofMaxSize(4)
                .map(items -> "[" + String.join(", ", items) + "]");
        Arbitrary<String> mappings = Combinators.combine(quoted(), below)
                .as((key, value) -> key + ": " + value)
                .list()
                .ofMinSize(depth == 3 ? 1 : 0)
                .ofMaxSize(4)
                .map(YamlTextTest::distinctKeys);
        return depth == 3 ? Arbitraries.oneOf(lists, mappings) : Arbitraries.oneOf(scalars, lists, mappings);
    }

    private static String distinctKeys(List<String> entries) {
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            distinct.add("\"" + i + entries.get(i).substring(1));
        }
        return "{" + String.join(", ", distinct) + "}";
    }

    private static Arbitrary<String> plain() {
        return Arbitraries.of(
                "yes",
                "null",
                "~",
                "5",
                "a b",
                "a-b",
                "http://h:9093/a",
                "x=\"y\"",
                "30s",
                "é",
                "a'b",
                "a\"b",
                "<secret>");
    }

    private static Arbitrary<String> quoted() {
        Arbitrary<Character> special = Arbitraries.of(
                ' ', '\t', '\n', '\r', '-', ':', '#', '\'', '"', '\\', '{', '}', '[', ',', '&', '*', '!', '|', '>', '%',
                '@', '`', '?', '~', '<', '\u0085', '\u2028', '\ufeff', '\u0000', '\u00a0', 'é', '東');
        Arbitrary<Character> letters = Arbitraries.chars().range('a', 'e');
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(2, special), net.jqwik.api.Tuple.of(1, letters))
                .list()
                .ofMaxSize(12)
                .map(characters -> characters.stream()
                        .map(character -> "\\u%04x".formatted((int) character))
                        .collect(Collectors.joining("", "\"", "\"")));
    }

    private static String written(YamlNode node) {
        return YamlText.of(node, ENOUGH).orElseThrow();
    }

    private static YamlNode read(String yaml) {
        Problems problems = new Problems("");
        YamlNode node = YamlReader.readFirst(new Source("", yaml), problems);
        assertThat(problems.list()).as(yaml).isEmpty();
        return Objects.requireNonNull(node, yaml);
    }

    /** Everything but the places. */
    private static Object shape(YamlNode node) {
        if (node instanceof YamlMapping mapping) {
            List<Object> entries = new ArrayList<>(List.of("mapping"));
            mapping.entries().values().forEach(entry -> entries.add(List.of(shape(entry.key()), shape(entry.value()))));
            return entries;
        }
        if (node instanceof YamlList list) {
            List<Object> items = new ArrayList<>(List.of("list"));
            list.items().forEach(item -> items.add(shape(item)));
            return items;
        }
        YamlScalar scalar = (YamlScalar) node;
        return List.of(scalar.text(), scalar.plain(), scalar.nullValue());
    }
}
