package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.Utf8;

class StringSyntaxTest {
    @Example
    void what_cannot_be_seen_is_escaped() {
        assertThat(GoQuoting.quote("a\"\\\u0007\b\f\n\r\t\u000b\0\u007f"))
                .isEqualTo("\"a\\\"\\\\\\a\\b\\f\\n\\r\\t\\v\\x00\\x7f\"");
        assertThat(GoQuoting.quote("é日😀\u00a0\u200b\ufeff\uDCFF")).isEqualTo("\"é日😀\\u00a0\\u200b\\ufeff\\xff\"");
        assertThat(GoQuoting.quote(Character.toString(0xF0000))).isEqualTo("\"\\U000f0000\"");
    }

    @Property(tries = 500)
    void reading_what_was_quoted_gives_the_same(@ForAll String text) throws BadConstant {
        byte[] bytes = Utf8.bytes(text);
        String string = Utf8.of(bytes, 0, bytes.length);

        assertThat(StringSyntax.value(GoQuoting.quote(string))).isEqualTo(string);
    }
}
