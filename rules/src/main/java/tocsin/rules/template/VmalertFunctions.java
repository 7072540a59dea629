package tocsin.rules.template;

import java.util.List;
import java.util.Map;
import tocsin.templates.time.DurationValue;
import tocsin.templates.value.Function;
import tocsin.templates.value.Type;

/** The functions of vmalert's rule templates, Go's built-in ones aside. */
final class VmalertFunctions {
    static final Map<String, Function> ALL = RuleFunctions.with(
            RuleFunctions.SHARED,
            RuleFunctions.byName(
                    QueryFunctions.stringValue("__name__"),
                    RuleFunctions.text("title", TitleCase::of),
                    RuleFunctions.text(
                            "crlfEscape", text -> text.replace("\n", "\\n").replace("\r", "\\r")),
                    RuleFunctions.text("quotesEscape", text -> JsonText.escaped(text)),
                    RuleFunctions.text("jsonEscape", text -> '"' + JsonText.escaped(text) + '"'),
                    RuleFunctions.text("htmlEscape", VmalertFunctions::html),
                    Function.of(
                            "parseDurationTime",
                            List.of(Type.STRING),
                            (call, arguments) -> new DurationValue(
                                    RuleFunctions.duration(arguments[0]).toNanos())),
                    // The slot stands for the wall clock: an evaluation that is repeated says the same again.
                    Function.of("now", List.of(), (call, arguments) ->
                            (double) RuleFunctions.environment(call).now().getEpochSecond())));

    private VmalertFunctions() {}

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
