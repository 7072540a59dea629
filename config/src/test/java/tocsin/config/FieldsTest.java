package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private final Problems problems = new Problems("f.yml");

    @ParameterizedTest
    @ValueSource(strings = {"y", "yes", "true", "on", "Yes", "TRUE", "On"})
    void plain_words_of_yaml_1_1_are_true(String word) {
        assertThat(fields("b: " + word).bool("b", false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "\"yes\"", "tRue", "1", "maybe", "[]"})
    void other_texts_are_no_booleans(String word) {
        assertThat(fields("b: " + word).bool("b", true)).isTrue();
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void an_absent_key_gives_the_default_and_a_null_the_zero_value() {
        Fields fields = fields("n:\ns:\nb:\n");

        assertThat(fields.integer("n", 7)).isZero();
        assertThat(fields.string("s", "default")).isEmpty();
        assertThat(fields.bool("b", true)).isFalse();
        assertThat(fields.integer("absent", 7)).isEqualTo(7);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void a_count_is_a_whole_number_that_is_not_negative() {
        Fields fields = fields("a: 5\nb: -1\nc: '5'\nd:\n");

        assertThat(fields.count("a", 7)).isEqualTo(5);
        assertThat(fields.count("b", 7)).isEqualTo(7);
        assertThat(fields.count("c", 7)).isEqualTo(7);
        assertThat(fields.count("d", 7)).isZero();
        assertThat(shown())
                .containsExactly(
                        "f.yml:2:4: `b`: `-1` is negative; write `0` or more",
                        "f.yml:3:4: `c`: `5` is not a whole number; write e.g. `5`, without quotes");
    }

    @Test
    void a_choice_names_the_words_that_there_are() {
        Fields fields = fields("a: one\nb: three\nc: ''\n");

        assertThat(fields.choice("a", "two", List.of("", "one", "two"))).isEqualTo("one");
        assertThat(fields.choice("b", "two", List.of("", "one", "two"))).isEqualTo("two");
        assertThat(fields.choice("c", "two", List.of("", "one", "two"))).isEmpty();
        assertThat(fields.choice("absent", "two", List.of("one", "two"))).isEqualTo("two");
        assertThat(shown()).containsExactly("f.yml:2:4: `b`: unknown `three`; write one of one, two");
    }

    @Test
    void a_default_of_a_mapping_is_a_text_and_gives_way_to_what_stands_there() {
        YamlMapping extended =
                fields("a: 1\nb:\n").mapping().withDefault("b", "x").withDefault("c", "true");

        assertThat(extended.entries()).containsOnlyKeys("a", "b", "c");
        assertThat(extended.get("b"))
                .matches(node -> Objects.requireNonNull(node).isNull());
        assertThat(extended.get("c")).isEqualTo(new YamlScalar(new Position(1, 1), "true", false, false));
    }

    @Test
    void an_unknown_key_is_a_problem_with_the_nearest_known_one() {
        Fields fields = fields("annotations: {}\nanotations: {}\nexpr: x\nzzz: 1\n");
        fields.mapping("annotations");
        fields.string("expr");
        fields.finish();

        assertThat(shown())
                .containsExactly(
                        "f.yml:2:1: unknown key `anotations`; did you mean `annotations`?",
                        "f.yml:4:1: unknown key `zzz`");
    }

    @Test
    void a_value_that_a_missing_blank_makes_a_part_of_its_key_is_not_repeated() {
        Fields fields = fields("{token:s3cret, other:x}\n");
        fields.string("token");
        fields.finish();

        assertThat(shown())
                .containsExactly(
                        "f.yml:1:2: unknown key `token:…`; write a blank after the colon of `token`",
                        "f.yml:1:16: unknown key `other:x`");
    }

    @Test
    void a_value_of_the_wrong_kind_is_a_problem_and_reading_goes_on() {
        Fields fields = fields("list: x\nmap: [1]\ntext: {a: b}\nnumber: '5'\nmixed: {a: [1], b: c}\n");

        assertThat(fields.list("list")).isEmpty();
        assertThat(fields.mapping("map")).isNull();
        assertThat(fields.string("text", "d")).isEqualTo("d");
        assertThat(fields.integer("number", 3)).isEqualTo(3);
        assertThat(fields.stringMap("mixed")).containsOnlyKeys("b");
        assertThat(shown())
                .containsExactly(
                        "f.yml:1:7: `list` takes a list, found a single value",
                        "f.yml:2:6: `map` takes a mapping, found a list",
                        "f.yml:3:7: `text` takes one value, found a mapping",
                        "f.yml:4:9: `number`: `5` is not a whole number; write e.g. `5`, without quotes",
                        "f.yml:5:12: `a` in `mixed` takes a text, found a list");
    }

    @Test
    void a_value_in_the_wrong_place_is_not_repeated_as_it_may_be_a_secret() {
        Fields fields =
                fields("slack_configs: https://hooks/hunter2\nbasic_auth: hunter2\nmap: {a: b}\nitems: [[x]]\n");

        fields.list("slack_configs");
        fields.mapping("basic_auth");
        fields.mapping("map");
        fields.strings("items");

        assertThat(shown()).hasSize(3).allSatisfy(problem -> assertThat(problem).doesNotContain("hunter2"));
    }

    private Fields fields(String text) {
        YamlNode node = YamlReader.readFirst(new Source("f.yml", text), problems);
        return new Fields((YamlMapping) Objects.requireNonNull(node), problems);
    }

    private List<String> shown() {
        return problems.list().stream().map(Problem::toString).toList();
    }
}
