package tocsin.templates.function;

import static tocsin.templates.value.Type.STRING;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.GoQuoting;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Utf8;

/** Texts as other formats write them. */
public final class EncodingFunctions {
    /** {@code base64encode base64decode urlUnescape urlQueryEscape}, by name. */
    public static final Map<String, Function> ALL = Functions.byName(
            Function.of("base64encode", List.of(STRING), EncodingFunctions::base64encode),
            Function.of("base64decode", List.of(STRING), (call, arguments) -> base64decoded(text(arguments[0]))),
            Function.of("urlUnescape", List.of(STRING), (call, arguments) -> unescaped(text(arguments[0]))),
            Function.of("urlQueryEscape", List.of(STRING), EncodingFunctions::urlQueryEscape));

    private static final int QUANTUM = 4;
    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    private EncodingFunctions() {}

    private static String text(@Nullable Object argument) {
        return Functions.text(argument);
    }

    /** With the alphabet for URLs, padded. */
    private static String base64encode(Call call, @Nullable Object[] arguments) {
        String encoded = Base64.getUrlEncoder().encodeToString(Utf8.bytes(text(arguments[0])));
        return call.newText().append(encoded).toString();
    }

    /** Line breaks do not count; padding must be there, which Java's decoder does not ask. */
    private static String base64decoded(String text) throws FunctionFailure {
        String joined = text.replace("\r", "").replace("\n", "");
        int wrong = firstWrong(joined);
        if (wrong != joined.length()) {
            throw new FunctionFailure("illegal base64 data at input byte " + wrong);
        }
        byte[] bytes = Base64.getUrlDecoder().decode(joined.getBytes(StandardCharsets.US_ASCII));
        return Utf8.of(bytes, 0, bytes.length);
    }

    /** The length when nothing is wrong: groups of four, the last one with padding in the place of one or two. */
    private static int firstWrong(String text) {
        int end = 0;
        while (end < text.length() && isBase64(text.charAt(end))) {
            end++;
        }
        int inGroup = end % QUANTUM;
        if (end == text.length()) {
            return end - inGroup;
        }
        if (text.charAt(end) != '=' || inGroup < 2) {
            return end;
        }
        int padded = end - inGroup + QUANTUM;
        return text.startsWith("==".substring(inGroup - 2), end) ? padded : end + 1;
    }

    private static boolean isBase64(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String urlQueryEscape(Call call, @Nullable Object[] arguments) {
        BoundedText escaped = call.newText();
        for (byte unit : Utf8.bytes(text(arguments[0]))) {
            char c = (char) (unit & 0xFF);
            if (isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0) {
                escaped.append(c);
            } else if (c == ' ') {
                escaped.append('+');
            } else {
                escaped.append('%').append(UPPER_CASE.toHexDigits(unit));
            }
        }
        return escaped.toString();
    }

    private static String unescaped(String text) throws FunctionFailure {
        byte[] bytes = Utf8.bytes(text);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                bytes[length++] = escapedByte(bytes, i);
                i += 2;
            } else {
                bytes[length++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        return Utf8.of(bytes, 0, length);
    }

    private static byte escapedByte(byte[] bytes, int at) throws FunctionFailure {
        if (at + 2 >= bytes.length || !HexFormat.isHexDigit(bytes[at + 1]) || !HexFormat.isHexDigit(bytes[at + 2])) {
            String shown = Utf8.of(bytes, at, Math.min(at + 3, bytes.length));
            throw new FunctionFailure("invalid URL escape " + GoQuoting.quote(shown));
        }
        return (byte) (HexFormat.fromHexDigit(bytes[at + 1]) << 4 | HexFormat.fromHexDigit(bytes[at + 2]));
    }
}
