package tocsin.templates.function;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Strings;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;

class BuiltinsTest {
    private static final Type MONTH = Type.scalar("time.Month", Kind.INT);
    private static final TypedInt GREATEST = new TypedInt(Type.UINT64, -1);

    /** A struct with one field. */
    private record Box(Type type, @Nullable Object content) implements StructValue {
        static Box of(@Nullable Object content) {
            return new Box(Type.struct("box"), content);
        }

        @Override
        public List<String> fields() {
            return List.of("Content");
        }

        @Override
        public @Nullable Object field(String name) {
            return content;
        }
    }

    @ParameterizedTest
    @CsvSource({"eq, false", "ne, true", "lt, false", "le, false", "gt, true", "ge, true"})
    void compared_with_nan_only_the_opposites_hold(String name, boolean expected) throws FunctionFailure {
        assertThat(call(name, Double.NaN, 1.0)).isEqualTo(expected);
        assertThat(call(name, 1.0, Double.NaN)).isEqualTo(expected);
    }

    @Test
    void both_zeros_are_equal() throws FunctionFailure {
        assertThat(call("eq", 0.0, -0.0)).isEqualTo(true);
    }

    @Test
    void integers_compare_as_numbers_whatever_their_type_is() throws FunctionFailure {
        assertThat(call("eq", new TypedInt(MONTH, 11), 11L)).isEqualTo(true);
        assertThat(call("lt", 10L, new TypedInt(MONTH, 11))).isEqualTo(true);
        assertThat(call("eq", GREATEST, -1L)).isEqualTo(false);
        assertThat(call("eq", GREATEST, GREATEST)).isEqualTo(true);
        assertThat(call("lt", Long.MAX_VALUE, GREATEST)).isEqualTo(true);
        assertThat(call("lt", GREATEST, Long.MAX_VALUE)).isEqualTo(false);
        assertThat(call("lt", -1L, GREATEST)).isEqualTo(true);
        assertThat(call("lt", GREATEST, -1L)).isEqualTo(false);
        assertThat(call("lt", new TypedInt(Type.UINT64, 1), GREATEST)).isEqualTo(true);
    }

    @Test
    void structs_are_equal_when_their_fields_are() throws FunctionFailure {
        assertThat(call("eq", Box.of(Box.of("a")), Box.of(Box.of("a")))).isEqualTo(true);
        assertThat(call("eq", Box.of(Box.of("a")), Box.of(Box.of("b")))).isEqualTo(false);
        assertThat(call("eq", Box.of(1L), Box.of(1.0))).isEqualTo(false);
        assertThat(call("eq", Box.of(null), Box.of(null))).isEqualTo(true);
        assertThat(call("eq", Box.of(null), Box.of("a"))).isEqualTo(false);
        assertThat(call("eq", Box.of("a"), new Box(Type.struct("other"), "a"))).isEqualTo(false);
    }

    @Test
    void structs_with_lists_in_them_cannot_be_compared() {
        assertThatThrownBy(() -> call("eq", Box.of("a"), Box.of(Box.of(AnyList.of()))))
                .isInstanceOf(FunctionFailure.class)
                .hasMessage("non-comparable type box");
    }

    @Test
    void trusted_markup_counts_and_is_cut_as_text_and_stays_markup() throws FunctionFailure {
        TypedString markup = new TypedString(TypedString.HTML, "<é>");

        assertThat(call("len", markup)).isEqualTo(4L);
        assertThat(call("eq", markup, "<é>")).isEqualTo(true);
        assertThat(call("slice", markup, 3L)).isEqualTo(new TypedString(TypedString.HTML, ">"));
        assertThat(call("index", markup, 3L)).isEqualTo(new TypedInt(Type.UINT8, '>'));
        assertThat(call("not", new TypedString(TypedString.HTML, ""))).isEqualTo(true);
    }

    @Test
    void a_cut_of_a_list_has_its_type_and_elements() throws FunctionFailure {
        Object cut = requireNonNull(call("slice", new Strings(List.of("a", "b", "c", "d")), 1L, 4L));
        Object cutAgain = call("slice", cut, 1L, 2L);

        assertThat(Type.of(cut)).isEqualTo(Type.STRING_LIST);
        assertThat(call("index", cut, 0L)).isEqualTo("b");
        assertThat(call("len", cutAgain)).isEqualTo(1L);
        assertThat(call("index", cutAgain, 0L)).isEqualTo("c");
    }

    @Test
    void zero_of_any_integer_type_is_false() throws FunctionFailure {
        assertThat(call("not", new TypedInt(MONTH, 0))).isEqualTo(true);
        assertThat(call("not", new TypedInt(MONTH, 1))).isEqualTo(false);
        assertThat(call("not", Double.NaN)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({"and, 0", "or, 1"})
    void called_with_values_and_and_or_decide_all_the_same(String name, long expected) throws FunctionFailure {
        assertThat(call(name, 1L, 0L, 0L)).isEqualTo(expected);
        assertThat(call(name, 0L)).isEqualTo(0L);
        assertThat(call(name, 1L)).isEqualTo(1L);
    }

    @Test
    void a_byte_that_is_no_character_is_escaped_as_a_byte_in_queries_and_kept_in_scripts() throws FunctionFailure {
        String cut = requireNonNull((String) call("slice", "é", 0L, 1L));

        assertThat(call("urlquery", cut)).isEqualTo("%C3");
        assertThat(call("js", cut)).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"html", "js", "urlquery"})
    void escaping_keeps_within_the_bound(String name) {
        assertThatThrownBy(() -> call(name, "<".repeat(60))).isInstanceOf(TextTooLong.class);
    }

    private static @Nullable Object call(String name, @Nullable Object... values) throws FunctionFailure {
        return requireNonNull(Builtins.ALL.get(name)).body().call(new Surroundings(), values);
    }

    private static final class Surroundings implements Call {
        @Override
        public <E> E environment(Class<E> type) {
            return type.cast("");
        }

        @Override
        public BoundedText newText() {
            return new BoundedText(100);
        }
    }
}
