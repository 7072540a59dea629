package tocsin.templates.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.time.DurationValue;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.TypedString;

class PrintingTest {
    private final BoundedText out = new BoundedText(10_000);

    @ParameterizedTest(name = "an action prints {0} as {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    n:                     | <no value>
                    s:a%20b                | a b
                    b:true                 | true
                    i:-5                   | -5
                    f:100000               | 100000
                    f:1000000              | 1e+06
                    f:123456789            | 1.23456789e+08
                    f:123456.789           | 123456.789
                    f:0.0001               | 0.0001
                    f:0.00001              | 1e-05
                    f:-0                   | -0
                    f:inf                  | +Inf
                    d:5400000000000        | 1h30m0s
                    S(s:a,s:b)             | [a b]
                    L(i:1,n:,s:x)          | [1 <nil> x]
                    M(b=i:1,a=n:)          | map[a:<nil> b:1]
                    K(b=s:1,a=s:2)         | a=2, b=1
                    P(s:a,s:b)             | {a b}
                    D(s:x,K(a=s:b),i:1)    | {x a=b 1}
                    """)
    void actions_print_as_go_does(String encoded, String expected) {
        Printing.printAction(out, EncodedValue.list(encoded)[0]);

        assertThat(out).hasToString(expected);
    }

    @ParameterizedTest(name = "print {0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    i:1 i:2              | 1 2
                    i:1 s:a i:2          | 1a2
                    s:a s:b              | ab
                    n:                   | <nil>
                    n: n:                | <nil> <nil>
                    D(s:x,n:,i:1)        | &{x <nil> 1}
                    """)
    void print_puts_spaces_between_operands_that_are_no_texts(String encoded, String expected) {
        Printing.print(out, EncodedValue.list(encoded));

        assertThat(out).hasToString(expected);
    }

    @Test
    void trusted_texts_are_texts_to_print() {
        Printing.print(out, new Object[] {1L, new TypedString(TypedString.HTML, "<b>"), new DurationValue(1), 2L});

        assertThat(out).hasToString("1<b>1ns 2");
    }

    @Test
    void println_puts_spaces_everywhere() {
        Printing.println(out, new @Nullable Object[] {"a", 1L, null});

        assertThat(out).hasToString("a 1 <nil>\n");
    }

    @Test
    void a_value_nested_without_end_is_refused_before_the_stack_is_full() {
        AnyList nested = AnyList.of();
        for (int i = 0; i < 100_000; i++) {
            nested = AnyList.of(nested);
        }
        AnyList deepest = nested;

        assertThatThrownBy(() -> Printing.printAction(out, deepest))
                .isInstanceOf(TextTooLong.class)
                .hasMessage("a value is nested deeper than 100 levels");
    }

    @Test
    void a_value_that_contains_itself_often_does_not_outgrow_the_bound() {
        AnyList doubled = AnyList.of();
        for (int i = 0; i < 60; i++) {
            doubled = AnyList.of(doubled, doubled);
        }
        AnyList huge = doubled;

        assertThatThrownBy(() -> Printing.printAction(out, huge)).isInstanceOf(TextTooLong.class);
    }

    @ParameterizedTest
    @CsvSource({"%9999999d", "%.9999999d", "%09999999d", "%-999999d", "%.999999f", "%999999x", "%.999999x"})
    void wide_formats_do_not_outgrow_the_bound(String format) {
        assertThatThrownBy(() -> Printf.printf(out, format + "%[1]999999f", new Object[] {7L}))
                .isInstanceOf(TextTooLong.class);
    }

    @Property
    void any_format_prints_something_for_any_operands(@ForAll String format, @ForAll String text, @ForAll long number) {
        BoundedText any = new BoundedText(3_000_000);

        Printf.printf(any, '%' + format, new @Nullable Object[] {text, number, 1.5, null});

        assertThat(any.length()).isPositive();
    }

    @Test
    @Timeout(5)
    void indexes_without_an_end_cost_no_search_each() {
        BoundedText wide = new BoundedText(10_000_000);

        Printf.printf(wide, "%[d".repeat(300_000), new Object[0]);

        assertThat(wide.toString()).isEqualTo("%!d(BADINDEX)".repeat(300_000));
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({"%.2x, a😀, 61f0", "%.1x, 😀, f0", "%.5x, a😀b, 61f09f9880", "% x, ab, 61 62", "%# x, ab, 0x61 0x62"})
    void bytes_are_written_up_to_the_precision(String format, String text, String expected) {
        Printf.printf(out, format, new Object[] {text});

        assertThat(out).hasToString(expected);
    }
}
