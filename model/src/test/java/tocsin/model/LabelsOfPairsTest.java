package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelsOfPairsTest {
    @Property
    void the_order_of_the_pairs_does_not_matter_nor_what_stands_behind_them(@ForAll("texts") List<String> texts) {
        String[] pairs = texts.subList(0, texts.size() / 2 * 2).toArray(new String[0]);
        String[] longer = Arrays.copyOf(pairs, pairs.length + 2);
        Arrays.fill(longer, pairs.length, longer.length, "leftover");

        assertThat(Labels.ofPairs(longer, pairs.length)).isEqualTo(Labels.of(pairs));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("", "a", "b", "B", "_", "ab", "é", "\uFFFD", "\uD83D\uDE00")
                .list()
                .ofMaxSize(16);
    }

    @Test
    void the_array_may_be_used_again() {
        String[] pairs = {"a", "1", "b", "2"};

        Labels labels = Labels.ofPairs(pairs, 4);
        Arrays.fill(pairs, "x");

        assertThat(labels).isEqualTo(Labels.of("a", "1", "b", "2"));
    }

    @Test
    void a_name_without_value_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.ofPairs(new String[] {"b", "1", "a"}, 3));
    }
}
