package tocsin.templates.function;

import static tocsin.templates.value.Type.STRING;
import static tocsin.templates.value.Type.STRING_LIST;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Utf8;

/** Functions over strings. */
public final class TextFunctions {
    /** Words get a capital, their other letters become small: notifications. */
    public static final Function TITLE_AND_LOWER = Function.of(
            "title", List.of(STRING), (call, arguments) -> TitleCase.of(call.newText(), text(arguments[0]), true));

    /** Words get a capital, their other letters stay: rules. */
    public static final Function TITLE = Function.of(
            "title", List.of(STRING), (call, arguments) -> TitleCase.of(call.newText(), text(arguments[0]), false));

    /** {@code toUpper toLower trimSpace join stringSlice safeHtml safeUrl}, by name. */
    public static final Map<String, Function> ALL = Functions.byName(
            Function.of(
                    "toUpper",
                    List.of(STRING),
                    (call, arguments) -> mapped(call, text(arguments[0]), Character::toUpperCase)),
            Function.of(
                    "toLower",
                    List.of(STRING),
                    (call, arguments) -> mapped(call, text(arguments[0]), Character::toLowerCase)),
            Function.of("trimSpace", List.of(STRING), (call, arguments) -> trimmed(text(arguments[0]))),
            Function.of("join", List.of(STRING, STRING_LIST), TextFunctions::join),
            Function.variadic("stringSlice", List.of(STRING), (call, arguments) -> Functions.strings(call, arguments)),
            Function.of(
                    "safeHtml",
                    List.of(STRING),
                    (call, arguments) -> new TypedString(TypedString.HTML, text(arguments[0]))),
            Function.of(
                    "safeUrl",
                    List.of(STRING),
                    (call, arguments) -> new TypedString(TypedString.URL, text(arguments[0]))));

    private static final int REPLACEMENT = 0xFFFD;

    private TextFunctions() {}

    private static String text(@Nullable Object argument) {
        return Functions.text(argument);
    }

    /** Character by character, so that no text gets longer in characters; what is no UTF-8 becomes U+FFFD. */
    private static String mapped(Call call, String text, IntUnaryOperator mapping) {
        BoundedText mapped = call.newText();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            mapped.appendCodePoint(Utf8.isByte(text, i) ? REPLACEMENT : mapping.applyAsInt(point));
            i += Character.charCount(point);
        }
        return mapped.toString();
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Unicode's white space, which is all in the first plane; Java's own test leaves out the no-break spaces. */
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    private static String join(Call call, @Nullable Object[] arguments) {
        BoundedText joined = call.newText();
        ListValue list = Functions.list(arguments[1]);
        for (int i = 0; i < list.size(); i++) {
            joined.append(i > 0 ? text(arguments[0]) : "").append(text(list.get(i)));
        }
        return joined.toString();
    }
}
