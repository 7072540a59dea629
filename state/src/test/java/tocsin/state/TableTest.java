package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class TableTest {
    private static final Table<String> TABLE = Table.lastWriterWins("t");

    @Property
    void merging_is_commutative(@ForAll("entries") Entry<String> a, @ForAll("entries") Entry<String> b) {
        assertThat(merge(a, b)).isEqualTo(merge(b, a));
    }

    @Property
    void merging_is_associative(
            @ForAll("entries") Entry<String> a,
            @ForAll("entries") Entry<String> b,
            @ForAll("entries") Entry<String> c) {
        assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(b, c)));
    }

    @Property
    void merging_is_idempotent(@ForAll("entries") Entry<String> a) {
        assertThat(merge(a, a)).isEqualTo(a);
    }

    @Provide
    Arbitrary<Entry<String>> entries() {
        Arbitrary<@Nullable String> values = Arbitraries.of("x", "y").injectNull(0.3);
        return Combinators.combine(Arbitraries.integers().between(0, 3), values)
                .as((second, value) -> new Entry<>(TABLE, "k", Instant.ofEpochSecond(second), value, Instant.MAX));
    }

    private static Entry<String> merge(Entry<String> a, Entry<String> b) {
        return TABLE.merge().apply(a, b);
    }
}
