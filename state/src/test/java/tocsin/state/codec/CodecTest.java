package tocsin.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;

class CodecTest {
    private enum Colour {
        RED,
        BLUE
    }

    private static final Map<String, Function<BinaryReader, ?>> READERS = Map.of(
            "text", BinaryReader::text,
            "number", BinaryReader::number,
            "bits", BinaryReader::bits,
            "flag", BinaryReader::flag,
            "list", in -> in.list(BinaryReader::text),
            "labels", BinaryReader::labels,
            "instant", BinaryReader::instant,
            "constant", in -> in.constant(Colour.class));

    @ParameterizedTest(name = "{1} read as {0} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # reader  | bytes                    | complaint
            text      | 0103                     | a text of 3 bytes is to follow at byte 2, but there are 0
            text      | 01ffffffff7f41           | a text of 34359738367 bytes is to follow at byte 6, but there are 1
            text      | 01ffffffffffffffffff0141 | a text of 18446744073709551615 bytes is to follow at byte 11, but there are 1
            text      | 01                       | the bytes end at 1, where more are to follow
            number    | 01ffffffffffffffffffff01 | a number at byte 11 has no end
            bits      | 0100                     | a hash of 8 bytes is to follow at byte 1, but there are 1
            flag      | 0102                     | 2 at byte 1 is neither yes (1) nor no (0)
            list      | 01ffff0300               | 65535 values are to follow at byte 4, but there are 1 bytes
            labels    | 010300                   | 3 values are to follow at byte 2, but there are 1 bytes
            instant   | 01feffffffffffffffff0100 | the bytes are no legal value: Instant exceeds minimum or maximum instant
            constant  | 0105475245454e           | no Colour is called `GREEN`
            text      | 01024142ff               | 1 bytes are left over
            text      | 00024142                 | the version of the format is 0, which there is not: the bytes are damaged
            text      | 02024142                 | format 2 is newer than this program, which reads up to 1: run the version that wrote it
            """)
    void bytes_that_are_no_value_are_an_error_with_words(String reader, String bytes, String complaint) {
        Codec<Object> codec = Codec.of((out, value) -> {}, READERS.get(reader)::apply);

        assertThatThrownBy(() -> codec.decode(HexFormat.of().parseHex(bytes)))
                .isInstanceOf(CodecException.class)
                .hasMessage(complaint);
    }

    @Test
    void a_new_format_reads_the_old_ones() {
        Codec<Labels> first = Codec.of((out, labels) -> out.text(labels.getOrEmpty("team")), CodecTest::team);
        Codec<Labels> second = Codec.of(BinaryWriter::nameValues, CodecTest::team, BinaryReader::labels);

        assertThat(second.decode(first.encode(Labels.of("team", "db")))).isEqualTo(Labels.of("team", "db"));
        assertThat(second.decode(second.encode(Labels.of("a", "b", "c", "d"))))
                .isEqualTo(Labels.of("a", "b", "c", "d"));
    }

    private static Labels team(BinaryReader in) {
        return Labels.of("team", in.text());
    }

    @Test
    void equal_maps_have_equal_bytes_whatever_their_order() {
        Codec<Map<String, String>> codec = Codec.of(BinaryWriter::texts, BinaryReader::texts);
        Map<String, String> other = new LinkedHashMap<>();
        List.of("c", "a", "b").forEach(name -> other.put(name, name));

        assertThat(codec.encode(other)).isEqualTo(codec.encode(Map.of("a", "a", "b", "b", "c", "c")));
    }

    @Test
    void short_texts_of_one_pool_are_one_object() {
        Codec<String> codec = Codec.text();
        TextPool pool = TextPool.create();

        assertThat(codec.decode(codec.encode("severity"), pool)).isSameAs(codec.decode(codec.encode("severity"), pool));
        // Of one hash: the newcomer takes the slot.
        assertThat(codec.decode(codec.encode("Aa"), pool)).isEqualTo("Aa");
        assertThat(codec.decode(codec.encode("BB"), pool)).isEqualTo("BB");
        assertThat(codec.decode(codec.encode("Aa"), pool)).isEqualTo("Aa");
    }

    @Property
    void numbers_come_back(@ForAll long number) {
        Codec<Long> plain = Codec.of(BinaryWriter::number, BinaryReader::number);
        Codec<Long> signed = Codec.of(BinaryWriter::signed, BinaryReader::signed);
        Codec<Long> bits = Codec.of(BinaryWriter::bits, BinaryReader::bits);

        assertThat(plain.decode(plain.encode(number))).isEqualTo(number);
        assertThat(signed.decode(signed.encode(number))).isEqualTo(number);
        assertThat(bits.decode(bits.encode(number))).isEqualTo(number);
    }

    @Property(tries = 300)
    void no_bytes_whatever_make_more_than_an_error(@ForAll byte[] bytes) {
        READERS.values().forEach(reader -> {
            Codec<Object> codec = Codec.of((out, value) -> {}, reader::apply);
            try {
                assertThat(codec.decode(bytes)).isNotNull();
            } catch (CodecException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        });
    }
}
