package tocsin.templates.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.time.DurationValue;
import tocsin.templates.time.TimeValue;
import tocsin.templates.time.Zones;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Strings;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;

class FunctionsTest {
    private final TestCall call = TestCall.ofNotifications();

    @Test
    void join_takes_the_separator_first() throws FunctionFailure {
        assertThat(call.call("join", ", ", new Strings(List.of("a", "b")))).isEqualTo("a, b");
        assertThat(call.call("join", ", ", new Strings(List.of()))).isEqualTo("");
        assertThat(call.call("stringSlice", "a", "b")).isEqualTo(new Strings(List.of("a", "b")));
    }

    @Test
    void a_join_does_not_outgrow_the_bound() {
        Strings many = new Strings(List.of("x".repeat(60_000), "y".repeat(60_000)));

        assertThatThrownBy(() -> call.call("join", "", many)).isInstanceOf(TextTooLong.class);
    }

    @Test
    void trusted_texts_keep_their_text() throws FunctionFailure {
        assertThat(call.call("safeHtml", "<b>")).isEqualTo(new TypedString(TypedString.HTML, "<b>"));
        assertThat(call.call("safeUrl", "x:y")).isEqualTo(new TypedString(TypedString.URL, "x:y"));
    }

    @Test
    void append_makes_a_new_list_and_counts_what_it_copies() throws FunctionFailure {
        AnyList start = AnyList.of("a", 1L);

        ListValue longer = (ListValue) call.call("append", start, 2.5, null);

        assertThat(longer.size()).isEqualTo(4);
        assertThat(longer.get(3)).isNull();
        assertThat(start.size()).isEqualTo(2);
        assertThat(call.spent()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void a_dict_is_sorted_and_its_last_value_of_a_key_wins() throws FunctionFailure {
        MapValue map = (MapValue) call.call("dict", "b", 1L, "a", null, "b", 2L);

        assertThat(map.keys()).containsExactly("a", "b");
        assertThat(map.get("b")).isEqualTo(2L);
    }

    @Test
    void a_dict_needs_pairs_with_texts_as_keys() {
        assertThatThrownBy(() -> call.call("dict", "a")).hasMessage("dict requires an even number of arguments");
        assertThatThrownBy(() -> call.call("dict", 1L, 2L)).hasMessage("dict keys must be strings");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    9223372036854775807 | 9.223E | 8Ei  | 9.223e+20%
                    97                  | 97     | 97   | 9700%
                    -1500               | -1.5k  | -1.465ki | -1.5e+05%
                    """)
    void integers_are_numbers(long value, String decimal, String binary, String percentage) throws FunctionFailure {
        assertThat(call.call("humanize", value)).isEqualTo(decimal);
        assertThat(call.call("humanize1024", value)).isEqualTo(binary);
        assertThat(call.call("humanizePercentage", value)).isEqualTo(percentage);
    }

    @Test
    void unsigned_integers_and_durations_are_numbers_too() throws FunctionFailure {
        TypedInt largest = new TypedInt(Type.UINT64, -1);

        assertThat(call.call("humanize", largest)).isEqualTo("18.45E");
        assertThat(call.call("humanize1024", largest)).isEqualTo("16Ei");
        assertThat(call.call("humanizePercentage", largest)).isEqualTo("1.845e+21%");
        assertThat(call.call("humanize", new TypedInt(Type.INT64, -5))).isEqualTo("-5");
        assertThat(call.call("humanizeDuration", new DurationValue(90_500_000_000L)))
                .isEqualTo("1m 30s");
    }

    @Test
    void other_types_are_no_numbers() {
        assertThatThrownBy(() -> call.call("humanize", true)).hasMessage("can't convert bool to float");
        assertThatThrownBy(() -> call.call("humanize", new Object[] {null})).hasMessage("can't convert <nil> to float");
        assertThatThrownBy(() -> call.call("humanize", AnyList.of()))
                .hasMessage("can't convert []interface {} to float");
        assertThatThrownBy(() -> call.call("humanize", new TypedInt(Type.UINT8, 5)))
                .hasMessage("can't convert uint8 to float");
    }

    @Test
    void more_seconds_than_64_bits_hold_are_as_many_as_they_do() throws FunctionFailure {
        assertThat(call.call("humanizeDuration", 1e30)).isEqualTo("106751991167300d 15h 30m 7s");
        assertThat(call.call("toDuration", 1e30)).isEqualTo(new DurationValue(Long.MAX_VALUE));
    }

    @Test
    void times_come_from_the_environment() throws FunctionFailure {
        TimeValue earlier = new TimeValue(TestCall.NOW.minusSeconds(90), ZoneOffset.UTC);

        assertThat(call.call("now")).isEqualTo(new TimeValue(TestCall.NOW, Zones.local()));
        assertThat(call.call("since", earlier)).isEqualTo(new DurationValue(90_000_000_000L));
        assertThat(TestCall.ofRules().call("now")).isEqualTo(1700000000.123);
    }

    @Test
    void dates_are_written_in_the_zone_that_was_asked_for() throws FunctionFailure {
        TimeValue time = new TimeValue(Instant.parse("2026-11-20T10:02:03Z"), ZoneOffset.UTC);

        Object berlin = call.call("tz", "Europe/Berlin", time);

        assertThat(call.call("date", "15:04 MST", berlin)).isEqualTo("11:02 CET");
        assertThat(call.call("tz", "", time)).isEqualTo(time);
        assertThat(call.call("date", "MST", call.call("tz", "EST", time))).isEqualTo("EST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nowhere/City", "europe/berlin", "UTC+1", "+05:00", "Z", "SystemV/EST5"})
    void only_names_of_the_data_base_are_zones(String name) {
        assertThatThrownBy(() -> call.call("tz", name, TimeValue.ZERO)).hasMessage("unknown time zone " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(?:a{1000}){1000}",
                "(?:[^]x]{999}\\d{999}){900}",
                "(?i:x{500}){500}",
                "(?:abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz){999}"
            })
    void expressions_that_multiply_are_refused(String expression) {
        assertThatThrownBy(() -> call.call("match", expression, "a"))
                .isInstanceOf(FunctionFailure.class)
                .hasMessageMatching(".*(expression too large|invalid repeat count).*");
    }

    @Test
    void expressions_that_nest_or_go_on_forever_are_refused() {
        assertThatThrownBy(() -> call.call("match", "(".repeat(9000) + ")".repeat(9000), "a"))
                .hasMessageContaining("nests too deeply");
        assertThatThrownBy(() -> call.call("match", "a".repeat(20_001), "a")).hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a{", "a{,5}", "[{]{1000}", "\\{1000}", "\\Q{{{\\E", "x{1000}", "[]]{5}", "[^]]{5}"})
    void brackets_and_braces_that_repeat_little_pass(String expression) throws FunctionFailure {
        assertThat(call.call("match", expression, "")).isIn(true, false);
    }

    @Test
    void a_replacement_that_searches_the_rest_again_and_again_ends() {
        assertThatThrownBy(() -> call.call("reReplaceAll", "a(?:.*z)?|b{999}", "b", "a".repeat(100_000)))
                .hasMessageContaining("too much work");
    }

    @Test
    void a_replacement_of_every_character_is_little_work() throws FunctionFailure {
        assertThat(call.call("reReplaceAll", " +|-{99}", "_", "a ".repeat(50_000)))
                .isEqualTo("a_".repeat(50_000));
    }

    @Test
    void a_search_tells_its_work() throws FunctionFailure {
        call.call("match", "(.?){100}x", "a".repeat(10_000));

        assertThat(call.spent()).isBetween(5_000L, 50_000L);
    }

    @Test
    void layouts_are_no_longer_than_any_that_mean_something() {
        assertThatThrownBy(() -> call.call(
                        "date", "1".repeat(10_001), TestCall.ofNotifications().call("now")))
                .hasMessageContaining("layout is longer than 10000 characters");
    }

    @Test
    void a_message_quotes_the_beginning_of_a_long_text() {
        String text = "x".repeat(90_000);

        assertThatThrownBy(() -> call.call("mustToDate", "2006", text))
                .message()
                .hasSizeLessThan(3_000);
        assertThatThrownBy(() -> call.call("humanize", text)).message().hasSizeLessThan(3_000);
        assertThatThrownBy(() -> call.call("parseDuration", text)).message().hasSizeLessThan(3_000);
        assertThatThrownBy(() -> call.call("reReplaceAll", text, "", ""))
                .message()
                .hasSizeLessThan(3_000);
    }

    @Test
    void a_replacement_does_not_outgrow_the_bound() {
        assertThatThrownBy(() -> call.call("reReplaceAll", "a", "b".repeat(1000), "a".repeat(1000)))
                .isInstanceOf(TextTooLong.class);
    }

    @Property
    void what_is_encoded_comes_back(@ForAll String text) throws FunctionFailure {
        TestCall any = TestCall.ofNotifications();
        String valid = text.codePoints()
                .filter(point -> !Character.isSurrogate((char) point) || point > 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(any.call("base64decode", any.call("base64encode", valid))).isEqualTo(valid);
        assertThat(any.call("urlUnescape", any.call("urlQueryEscape", valid))).isEqualTo(valid);
    }

    @Property
    void any_text_gets_a_title_and_keeps_its_letters(@ForAll String text) throws FunctionFailure {
        String lower = text.toLowerCase(Locale.ROOT);

        assertThat(TestCall.ofRules().call("title", lower)).asString().hasSizeGreaterThanOrEqualTo(lower.length());
    }
}
