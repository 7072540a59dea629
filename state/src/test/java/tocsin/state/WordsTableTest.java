package tocsin.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.state.codec.Codec;

/** A table of words, of which there are few, so that the same one comes twice. */
class WordsTableTest extends TableContract<String> {
    private static final Table<String> TABLE = Table.lastWriterWins("words", Codec.text());

    @Override
    protected Table<String> table() {
        return TABLE;
    }

    @Override
    protected Arbitrary<String> values() {
        return Arbitraries.of("x", "y", "\u00e4", "");
    }

    @Override
    protected Map<String, String> golden() {
        return Map.of("0102c3a4", "\u00e4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Words", "two words", "a--b", "a-", "1st", "a\"b"})
    void a_name_that_operators_would_have_to_quote_is_none(String name) {
        assertThatThrownBy(() -> Table.lastWriterWins(name, Codec.text()))
                .hasMessageContaining("`" + name + "`")
                .hasMessageContaining("small letters");
    }
}
