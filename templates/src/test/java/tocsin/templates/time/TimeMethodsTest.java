package tocsin.templates.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.format.Printf;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Value;

class TimeMethodsTest {
    private static final Call NO_CALL = new Call() {
        @Override
        public <E> E environment(Class<E> type) {
            throw new AssertionError("no method needs an environment");
        }

        @Override
        public BoundedText newText() {
            return new BoundedText(1000);
        }
    };

    private final TimeValue time =
            new TimeValue(Instant.parse("2026-11-22T23:30:05.123456789Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
                    Year,       2026
                    Month,      November
                    Day,        23
                    Hour,       0
                    Minute,     30
                    Second,     5
                    Nanosecond, 123456789
                    YearDay,    327
                    Weekday,    Monday
                    Unix,       1795390205
                    UnixMilli,  1795390205123
                    UnixMicro,  1795390205123456
                    UnixNano,   1795390205123456789
                    UTC,        2026-11-22 23:30:05.123456789 +0000 UTC
                    String,     2026-11-23 00:30:05.123456789 +0100 CET
                    Location,   Europe/Berlin
                    IsDST,      false
                    IsZero,     false
                    """)
    void has_the_properties_of_go(String method, String expected) throws FunctionFailure {
        assertThat(printed("%v", call(time, method))).isEqualTo(expected);
    }

    @Test
    void months_and_weekdays_are_numbers_with_names() throws FunctionFailure {
        Object month = call(time, "Month");
        Object weekday = call(time.at(Instant.parse("2026-11-22T10:00:00Z")), "Weekday");

        assertThat(printed("%d %02d %T", month, month, month)).isEqualTo("11 11 time.Month");
        assertThat(printed("%s %d %T", weekday, weekday, weekday)).isEqualTo("Sunday 0 time.Weekday");
        assertThat(call((Value) month, "String")).isEqualTo("November");
        assertThat(call((Value) weekday, "String")).isEqualTo("Sunday");
    }

    @Test
    void the_zero_time_is_the_first_of_year_1() throws FunctionFailure {
        assertThat(TimeValue.ZERO.printed()).isEqualTo("0001-01-01 00:00:00 +0000 UTC");
        assertThat(call(TimeValue.ZERO, "IsZero")).isEqualTo(true);
    }

    @Test
    void a_time_goes_where_another_one_is() throws FunctionFailure {
        TimeValue other = new TimeValue(Instant.EPOCH, ZoneOffset.ofHours(-3));

        assertThat(printed("%v", call(time, "In", call(other, "Location"))))
                .isEqualTo("2026-11-22 20:30:05.123456789 -0300 -0300");
    }

    @Test
    void years_beyond_the_calendar_fail() {
        assertThatThrownBy(() -> call(time, "AddDate", 2_000_000_000L, 0L, 0L)).hasMessage("time is too far from now");
        assertThatThrownBy(() -> call(time, "AddDate", 0L, Long.MAX_VALUE, 0L)).hasMessage("time is too far from now");
        assertThatThrownBy(() -> call(time, "AddDate", 0L, 0L, Long.MIN_VALUE)).hasMessage("time is too far from now");
    }

    @Test
    void other_names_are_no_methods() {
        assertThat(time.method("Date")).isNull();
        assertThat(new DurationValue(1).method("seconds")).isNull();
    }

    private static Object call(Value receiver, String name, Object... arguments) throws FunctionFailure {
        Function method = receiver.method(name);
        Object[] all = new Object[arguments.length + 1];
        all[0] = receiver;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(method.parameters()).hasSize(all.length);
        return method.body().call(NO_CALL, all);
    }

    private static String printed(String format, Object... values) {
        BoundedText out = new BoundedText(1000);
        Printf.printf(out, format, values);
        return out.toString();
    }
}
