package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.templates.syntax.TemplateException;

class YamlValuesTest {
    private static String json(String yaml, YamlValues.Expansion expansion) throws TemplateException {
        YamlNode node = Objects.requireNonNull(YamlReader.readFirst(new Source("x", yaml), new Problems("x")), yaml);
        return GoJson.<TemplateException>write(json -> YamlValues.write(json, node, expansion))
                .toString(StandardCharsets.UTF_8)
                .stripTrailing();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        text                  | "text"
        5                     | 5
        '5'                   | 5
        '"5"'                 | "\\"5\\""
        'yes'                 | true
        Off                   | false
        yEs                   | "yEs"
        '~'                   | null
        ''                    | null
        'a: b'                | {"a":"b"}
        'x:'                  | {"x":null}
        '[1, "2"]'            | [1,"2"]
        '[FIRING] x'          | "[FIRING] x"
        '2020-01-01'          | "2020-01-01"
        17:30                 | "17:30"
        010                   | 8
        0x1F                  | 31
        1_000                 | 1000
        1.50                  | 1.5
        1e3                   | 1000
        1e-7                  | 1e-7
        12345e20              | 1.2345e+24
        0.0                   | 0
        .inf                  | ".inf"
        18446744073709551615  | 18446744073709551615
        18446744073709551616  | 18446744073709552000
        -9223372036854775808  | -9223372036854775808
        -9223372036854775809  | -9223372036854776000
        0777777777777777777777777777 | 7.777777777777778e+26
        '0xfffffffffffffffffffff'    | "0xfffffffffffffffffffff"
        '%idle below 5'       | "%idle below 5"
        '%YAML 1.1'           | "%YAML 1.1"
        '!!str 5'             | "!!str 5"
        '!important y'        | "!important y"
        '!'                   | "!"
        '!a {b: 1}'           | {"b":1}
        ' # only a comment'   | null
        '---'                 | null
        {b: 1, a: {d: x, c: z}} | {"a":{"c":"z","d":"x"},"b":1}
        {1: dropped, a: 2}    | {"a":2}
        """)
    void becomes_the_json_that_upstream_sends(String yaml, String expected) throws TemplateException {
        assertThat(json(yaml, text -> text)).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @Test
    void texts_and_keys_are_expanded_and_then_decoded_once() throws TemplateException {
        String json = json(
                "{'{{k}}': '{{v}}', list: ['{{v}}', 3]}",
                text -> text.replace("{{k}}", "key").replace("{{v}}", "{p: '7', m: '{{k}}'}"));

        assertThat(json)
                .isEqualTo("{\"key\":{\"m\":\"{{k}}\",\"p\":\"7\"},\"list\":[{\"m\":\"{{k}}\",\"p\":\"7\"},3]}");
    }

    @Test
    void a_number_of_very_many_digits_is_a_text_without_work() throws TemplateException {
        String digits = "9".repeat(3_000_000);

        assertThat(json("x", text -> digits)).isEqualTo('"' + digits + '"');
    }
}
