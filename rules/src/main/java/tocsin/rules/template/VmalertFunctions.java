package tocsin.rules.template;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Durations;
import tocsin.templates.function.HumanizeFunctions;
import tocsin.templates.time.DurationValue;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** The functions of vmalert's rule templates, Go's built-in ones and those with regular expressions aside. */
final class VmalertFunctions {
    private static final Function TO_TIME = Objects.requireNonNull(HumanizeFunctions.ALL.get("toTime"));
    private static final Function FORMAT =
            Objects.requireNonNull(new TimeValue(Instant.EPOCH, ZoneOffset.UTC).method("Format"));

    static final Map<String, Function> ALL = RuleFunctions.with(
            RuleFunctions.SHARED,
            RuleFunctions.byName(
                    QueryFunctions.stringValue("__name__"),
                    RuleFunctions.text("title", OldTitleCase::of),
                    RuleFunctions.text(
                            "crlfEscape", text -> text.replace("\n", "\\n").replace("\r", "\\r")),
                    escaping("quotesEscape", JsonText::append),
                    escaping(
                            "jsonEscape",
                            (out, text) ->
                                    JsonText.append(out.append('"'), text).append('"')),
                    escaping("htmlEscape", VmalertFunctions::html),
                    Function.of("queryEscape", List.of(Type.STRING), RuleFunctions::escaped),
                    Function.of("pathEscape", List.of(Type.STRING), VmalertFunctions::pathEscape),
                    Function.of("formatTime", List.of(Type.STRING, Type.ANY), VmalertFunctions::formatTime),
                    Function.of(
                            "parseDurationTime",
                            List.of(Type.STRING),
                            (call, arguments) ->
                                    new DurationValue(duration(arguments[0]).toNanos())),
                    // The slot stands for the wall clock: an evaluation that is repeated says the same again.
                    Function.of("now", List.of(), (call, arguments) ->
                            (double) RuleFunctions.environment(call).now().getEpochSecond())));

    private VmalertFunctions() {}

    /** As in a query, where only the blank differs; and these of a path stay. */
    private static String pathEscape(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        return RuleFunctions.escaped(call, arguments)
                .replace("+", "%20")
                .replace("%24", "$")
                .replace("%26", "&")
                .replace("%2B", "+")
                .replace("%3A", ":")
                .replace("%3D", "=")
                .replace("%40", "@");
    }

    private static @Nullable Object formatTime(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        Object time = TO_TIME.body().call(call, new @Nullable Object[] {arguments[1]});
        return FORMAT.body().call(call, new @Nullable Object[] {time, arguments[0]});
    }

    /** A function that writes its argument in another form, which may be longer. */
    private static Function escaping(String name, BiConsumer<BoundedText, String> form) {
        return Function.of(name, List.of(Type.STRING), (call, arguments) -> {
            BoundedText out = call.newText();
            form.accept(out, String.valueOf(arguments[0]));
            return out.toString();
        });
    }

    private static void html(BoundedText out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** In Prometheus' grammar, with a sign. */
    private static Duration duration(@Nullable Object text) throws FunctionFailure {
        String written = String.valueOf(text);
        try {
            return written.startsWith("-")
                    ? Durations.parse(written.substring(1)).negated()
                    : Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure(String.valueOf(e.getMessage()));
        }
    }
}
