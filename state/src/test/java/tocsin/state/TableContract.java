package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.state.codec.CodecException;

/** What every table does: its values survive as bytes, and its merge is one. */
public abstract class TableContract<V> {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    protected abstract Table<V> table();

    protected abstract Arbitrary<V> values();

    /**
     * Values and their bytes in hexadecimal, for every format that was released. Rows of that kind are on people's disks: when
     * this fails, the codec needs a further reader rather than the test other bytes.
     */
    protected abstract Map<String, V> golden();

    @Property(tries = 300)
    void a_value_survives_as_bytes(@ForAll("someValues") V value) {
        byte[] bytes = table().codec().encode(value);

        V read = table().codec().decode(bytes);

        assertThat(read).isEqualTo(value);
        assertThat(table().codec().encode(read)).isEqualTo(bytes);
    }

    @Property(tries = 100)
    void a_value_that_was_cut_or_has_a_tail_is_no_value(@ForAll("someValues") V value) {
        byte[] bytes = table().codec().encode(value);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> table().codec().decode(cut)).isInstanceOf(CodecException.class);
        }
        assertThatThrownBy(() -> table().codec().decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CodecException.class);
    }

    @Example
    void what_older_programs_wrote_is_read() {
        assertThat(golden()).isNotEmpty();
        golden().forEach((hex, value) ->
                assertThat(table().codec().decode(HexFormat.of().parseHex(hex))).isEqualTo(value));
    }

    @Example
    void the_format_stays_as_it_is() {
        golden().forEach((hex, value) -> assertThat(
                        HexFormat.of().formatHex(table().codec().encode(value)))
                .isIn(golden().keySet()));
    }

    @Property(tries = 300)
    void merging_is_commutative(@ForAll("entries") Entry<V> a, @ForAll("entries") Entry<V> b) {
        assertThat(merge(a, b)).isEqualTo(merge(b, a));
    }

    @Property(tries = 300)
    void merging_is_associative(
            @ForAll("entries") Entry<V> a, @ForAll("entries") Entry<V> b, @ForAll("entries") Entry<V> c) {
        assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(b, c)));
    }

    @Property(tries = 100)
    void merging_is_idempotent(@ForAll("entries") Entry<V> a, @ForAll("entries") Entry<V> b) {
        assertThat(merge(a, a)).isEqualTo(a);
        assertThat(merge(merge(a, b), b)).isEqualTo(merge(a, b));
    }

    @Provide
    Arbitrary<V> someValues() {
        return values();
    }

    /** Few stamps and expiries, so that there are ties. */
    @Provide
    Arbitrary<Entry<V>> entries() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        values().injectNull(0.3),
                        Arbitraries.of(T0.plusSeconds(60), T0.plusSeconds(61), Instant.MAX))
                .as((second, value, expiry) -> new Entry<>(table(), "k", T0.plusSeconds(second), value, expiry));
    }

    private Entry<V> merge(Entry<V> a, Entry<V> b) {
        return table().merge().apply(a, b);
    }
}
