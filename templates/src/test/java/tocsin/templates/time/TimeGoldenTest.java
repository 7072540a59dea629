package tocsin.templates.time;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.templates.Golden.unescaped;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.Golden;
import tocsin.templates.format.GoFloat;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.Value;

/** {@code times.tsv} was made with Go 1.26.8 and its own zone data; texts carry percent escapes. */
class TimeGoldenTest {
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

    static Stream<String> formatted() throws IOException {
        return lines("f\t");
    }

    static Stream<String> parsed() throws IOException {
        return lines("p\t");
    }

    static Stream<String> durations() throws IOException {
        return lines("d\t");
    }

    static Stream<String> rounded() throws IOException {
        return lines("r\t");
    }

    static Stream<String> distances() throws IOException {
        return lines("s\t");
    }

    static Stream<String> moved() throws IOException {
        return lines("a\t");
    }

    private static Stream<String> lines(String kind) throws IOException {
        return Golden.lines(TimeGoldenTest.class, "times.tsv").stream().filter(line -> line.startsWith(kind));
    }

    @ParameterizedTest
    @MethodSource("formatted")
    void formats_as_go_does(String line) throws FunctionFailure {
        String[] columns = line.split("\t", -1);
        TimeValue time = time(columns).in(zone(columns[3]));

        assertThat(call(time, "Format", unescaped(columns[4]))).isEqualTo(unescaped(columns[5]));
    }

    @ParameterizedTest
    @MethodSource("parsed")
    void parses_as_go_does(String line) {
        String[] columns = line.split("\t", -1);

        assertThat(parse(unescaped(columns[4]), unescaped(columns[5]))).isEqualTo(unescaped(columns[6]));
    }

    private static String parse(String layout, String text) {
        try {
            return TimeParser.parse(layout, text).printed();
        } catch (FunctionFailure failure) {
            return "! " + failure.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("durations")
    void durations_are_those_of_go(String line) throws FunctionFailure {
        String[] columns = line.split("\t", -1);
        DurationValue duration = new DurationValue(Long.parseLong(columns[1]));

        assertThat(duration.printed()).isEqualTo(unescaped(columns[2]));
        assertThat(call(duration, "Seconds")).isEqualTo(GoFloat.parse(columns[3]));
        assertThat(call(duration, "Minutes")).isEqualTo(GoFloat.parse(columns[4]));
        assertThat(call(duration, "Hours")).isEqualTo(GoFloat.parse(columns[5]));
        assertThat(call(duration, "Milliseconds")).isEqualTo(Long.valueOf(columns[6]));
        assertThat(call(duration, "Microseconds")).isEqualTo(Long.valueOf(columns[7]));
        assertThat(call(duration, "Nanoseconds")).isEqualTo(Long.valueOf(columns[8]));
        assertThat(call(duration, "Abs")).isEqualTo(new DurationValue(Long.parseLong(columns[9])));
        for (String rounding : List.of(columns).subList(10, columns.length)) {
            String[] numbers = rounding.split(",", -1);
            assertThat(call(duration, "Truncate", constant(numbers[0]))).isEqualTo(duration(numbers[1]));
            assertThat(call(duration, "Round", constant(numbers[0]))).isEqualTo(duration(numbers[2]));
        }
    }

    @ParameterizedTest
    @MethodSource("rounded")
    void times_are_rounded_and_moved_as_by_go(String line) throws FunctionFailure {
        String[] columns = line.split("\t", -1);
        TimeValue time = time(columns);

        assertThat(printed(call(time, "Truncate", constant(columns[3])))).isEqualTo(unescaped(columns[4]));
        assertThat(printed(call(time, "Round", constant(columns[3])))).isEqualTo(unescaped(columns[5]));
        assertThat(printed(call(time, "Add", constant(columns[3])))).isEqualTo(unescaped(columns[6]));
    }

    @ParameterizedTest
    @MethodSource("distances")
    void distances_are_those_of_go(String line) throws FunctionFailure {
        String[] columns = line.split("\t", -1);
        TimeValue time = time(columns);
        TimeValue other = time(new String[] {"", columns[3], columns[4]});
        long order = Long.parseLong(columns[6]);

        assertThat(call(time, "Sub", other)).isEqualTo(duration(columns[5]));
        assertThat(call(time, "Compare", other)).isEqualTo(order);
        assertThat(call(time, "Before", other)).isEqualTo(order < 0);
        assertThat(call(time, "After", other)).isEqualTo(order > 0);
        assertThat(call(time, "Equal", other)).isEqualTo(order == 0);
    }

    @ParameterizedTest
    @MethodSource("moved")
    void dates_are_moved_as_by_go(String line) throws FunctionFailure {
        String[] columns = line.split("\t", -1);
        TimeValue time = time(columns).in(zone(columns[3]));

        Object moved =
                call(time, "AddDate", Long.valueOf(columns[4]), Long.valueOf(columns[5]), Long.valueOf(columns[6]));

        assertThat(printed(moved)).isEqualTo(unescaped(columns[7]));
    }

    private static @Nullable Object call(Value receiver, String method, Object... arguments) throws FunctionFailure {
        Object[] all = Stream.concat(Stream.of(receiver), Stream.of(arguments)).toArray();
        return receiver.method(method).body().call(NO_CALL, all);
    }

    private static TimeValue time(String[] columns) {
        return new TimeValue(
                Instant.ofEpochSecond(Long.parseLong(columns[1]), Long.parseLong(columns[2])), ZoneOffset.UTC);
    }

    private static ZoneId zone(String name) throws FunctionFailure {
        boolean offset = name.matches("-?[0-9]+");
        return offset ? ZoneOffset.ofTotalSeconds(Integer.parseInt(name)) : Zones.named(name);
    }

    private static TypedInt constant(String nanos) {
        return new TypedInt(DurationValue.TYPE, Long.parseLong(nanos));
    }

    private static DurationValue duration(String nanos) {
        return new DurationValue(Long.parseLong(nanos));
    }

    private static String printed(@Nullable Object time) {
        return TimeValue.of(time).printed();
    }
}
