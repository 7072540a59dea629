package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void an_empty_value_is_no_label() {
        assertThat(Labels.of("a", "1", "b", "")).isEqualTo(Labels.of("a", "1"));
        assertThat(Labels.of("a", "1").toBuilder().set("a", "").build()).isSameAs(Labels.empty());
    }

    @Test
    void names_sort_by_their_bytes_and_not_by_utf16_units() {
        // U+FF5E is one unit above the surrogates that U+1F600 is made of, yet smaller as a code point.
        Labels labels = Labels.of("\uD83D\uDE00", "x", "\uFF5E", "y");

        assertThat(labels.names()).containsExactly("\uFF5E", "\uD83D\uDE00");
    }

    @Test
    void prints_as_in_group_keys() {
        assertThat(Labels.of("dc", "a", "alertname", "X")).hasToString("{alertname=\"X\", dc=\"a\"}");
        assertThat(Labels.empty()).hasToString("{}");
        assertThat(Labels.of("a", "q\"b\\n\n\t\u0001é\u200b")).hasToString("{a=\"q\\\"b\\\\n\\n\\t\\x01é\\u200b\"}");
    }

    @Test
    void smaller_sets_sort_first_then_names_then_values() {
        List<Labels> sorted = new ArrayList<>(List.of(
                Labels.of("a", "2"),
                Labels.of("b", "1"),
                Labels.of("a", "1", "b", "1"),
                Labels.of("a", "1"),
                Labels.empty(),
                Labels.of("a", "1", "c", "0")));
        Collections.shuffle(sorted, new Random(7));
        Collections.sort(sorted);

        // A set that lacks the smaller name sorts before one that has it.
        assertThat(sorted)
                .containsExactly(
                        Labels.empty(),
                        Labels.of("b", "1"),
                        Labels.of("a", "1"),
                        Labels.of("a", "2"),
                        Labels.of("a", "1", "c", "0"),
                        Labels.of("a", "1", "b", "1"));
    }

    @Property
    void order_of_strings_is_that_of_their_utf8_bytes(@ForAll("texts") String a, @ForAll("texts") String b) {
        int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

        assertThat(Integer.signum(Utf8Order.compare(a, b))).isEqualTo(Integer.signum(bytes));
    }

    @Property
    void a_set_does_not_depend_on_how_it_was_built(@ForAll("maps") Map<String, String> map, @ForAll Random random) {
        List<String> names = new ArrayList<>(map.keySet());
        Collections.shuffle(names, random);
        Labels.Builder builder = Labels.builder();
        names.forEach(name -> builder.set(name, "other").set(name, map.get(name)));

        Labels built = builder.build();
        assertThat(built).isEqualTo(Labels.of(map)).hasSameHashCodeAs(Labels.of(map));
        assertThat(built.fingerprint()).isEqualTo(Labels.of(map).fingerprint());
        Map<String, String> nonEmpty = new TreeMap<>(map);
        nonEmpty.values().removeIf(String::isEmpty);
        assertThat(built.toMap()).isEqualTo(nonEmpty);
    }

    @Property
    void removing_a_label_leaves_the_others(@ForAll("maps") Map<String, String> map) {
        Labels labels = Labels.of(map);
        for (String name : labels.names()) {
            Labels without = labels.toBuilder().remove(name).build();

            assertThat(without.has(name)).isFalse();
            assertThat(without.size()).isEqualTo(labels.size() - 1);
            assertThat(without.toBuilder().set(name, labels.getOrEmpty(name)).build())
                    .isEqualTo(labels);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('a', 'c')
                .ofMaxLength(3)
                .map(text -> text.replace("c", "\uD83D\uDE00").replace("b", "\uFF5E"));
    }

    @Provide
    Arbitrary<Map<String, String>> maps() {
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(3),
                        Arbitraries.strings().alpha().ofMaxLength(2))
                .ofMaxSize(12);
    }
}
