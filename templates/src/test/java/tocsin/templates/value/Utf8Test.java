package tocsin.templates.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    @ParameterizedTest(name = "{0} leaves as {1}")
    @CsvSource(textBlock = """
            é€😀, é€😀
            \uDCE2\uDC82\uDCAC, €
            a\uDCE2\uDC82\uDCACb, a€b
            \uDCF0\uDC9F\uDC98\uDC80\uDCC3\uDCA9, 😀é
            \uDCE2\uDC82, \ufffd\ufffd
            \uDCE2é, \ufffdé
            \uDCED\uDCA0\uDC80, \ufffd\ufffd\ufffd
            """)
    void bytes_that_form_characters_do_so_in_the_end(String text, String expected) {
        assertThat(Utf8.wellFormed(text)).isEqualTo(expected);
    }

    @Property
    void the_world_outside_sees_what_it_would_see_of_the_bytes(@ForAll byte[] bytes) {
        String expected = new String(bytes, StandardCharsets.UTF_8);
        String text = Utf8.wellFormed(Utf8.of(bytes, 0, bytes.length));

        assertThat(text.replace("\ufffd", "")).isEqualTo(expected.replace("\ufffd", ""));
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
    }

    @Property
    void what_is_cut_anywhere_is_whole_again_together(@ForAll byte[] bytes, @ForAll int place) {
        int cut = Math.floorMod(place, bytes.length + 1);
        String whole = Utf8.of(bytes, 0, bytes.length);

        String halves = Utf8.of(bytes, 0, cut) + Utf8.of(bytes, cut, bytes.length);

        assertThat(Utf8.bytes(halves)).isEqualTo(bytes);
        assertThat(Utf8.wellFormed(halves)).isEqualTo(Utf8.wellFormed(whole));
    }
}
