package tocsin.templates.function;

import static tocsin.templates.value.Type.STRING;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.time.Now;
import tocsin.templates.time.TimeParser;
import tocsin.templates.time.TimeValue;
import tocsin.templates.time.Zones;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;

/** Times. Those that ask what time it is need an environment that is a {@link Now}. */
public final class TimeFunctions {
    /** {@code now} of rules: seconds since 1970, in milliseconds. */
    public static final Function NOW_SECONDS =
            Function.of("now", List.of(), (call, arguments) -> now(call).toEpochMilli() / 1000.0);

    /** {@code date tz toDate mustToDate now since}, by name; {@code now} as a local time. */
    public static final Map<String, Function> ALL = Functions.byName(
            Function.of("now", List.of(), (call, arguments) -> new TimeValue(now(call), Zones.local())),
            Function.of(
                    "since",
                    List.of(TimeValue.TYPE),
                    (call, arguments) -> localNow(call).since(TimeValue.of(arguments[0]))),
            Function.of("date", List.of(STRING, TimeValue.TYPE), TimeFunctions::date),
            Function.of("tz", List.of(STRING, TimeValue.TYPE), TimeFunctions::tz),
            Function.of("toDate", List.of(STRING, STRING), TimeFunctions::toDate),
            Function.of("mustToDate", List.of(STRING, STRING), TimeFunctions::mustToDate));

    private TimeFunctions() {}

    private static Instant now(Call call) {
        return call.environment(Now.class).now();
    }

    private static TimeValue localNow(Call call) {
        return new TimeValue(now(call), Zones.local());
    }

    private static String date(Call call, @Nullable Object[] arguments) {
        String date = TimeValue.of(arguments[1]).format(Functions.text(arguments[0]));
        return call.newText().append(date).toString();
    }

    private static TimeValue tz(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        return TimeValue.of(arguments[1]).in(Zones.named(Functions.text(arguments[0])));
    }

    private static TimeValue toDate(Call call, @Nullable Object[] arguments) {
        try {
            return mustToDate(call, arguments);
        } catch (FunctionFailure unreadable) {
            return TimeValue.ZERO;
        }
    }

    private static TimeValue mustToDate(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        return TimeParser.parse(Functions.text(arguments[0]), Functions.text(arguments[1]));
    }
}
