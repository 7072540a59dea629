package tocsin.templates.format;

import java.util.Locale;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.Utf8;

/** Strings under the verbs {@code %s %q %x %X}. */
final class StringText {
    private StringText() {}

    static void write(BoundedText out, Directive directive, String text) {
        directive.pad(out, truncated(directive, text));
    }

    static void writeQuoted(BoundedText out, Directive directive, String text) {
        String shown = truncated(directive, text);
        if (directive.sharp() && GoQuoting.fitsBackQuotes(shown)) {
            directive.pad(out, '`' + shown + '`');
        } else {
            directive.pad(
                    out,
                    directive.plus()
                            ? GoQuoting.quoteToAscii(shown, out.remaining())
                            : GoQuoting.quote(shown, out.remaining()));
        }
    }

    private static String truncated(Directive directive, String text) {
        if (!directive.hasPrecision() || text.length() <= directive.precision()) {
            return text;
        }
        boolean longer = text.codePointCount(0, text.length()) > directive.precision();
        return longer ? text.substring(0, text.offsetByCodePoints(0, directive.precision())) : text;
    }

    /** Its bytes as hexadecimal digits; {@code space} between them, {@code #} in front of each group. */
    static void writeHex(BoundedText out, Directive directive, String text, boolean upperCase) {
        int length = Utf8.length(text);
        int count = directive.hasPrecision() ? Math.min(directive.precision(), length) : length;
        long perByte = 2L + (directive.space() ? 1 : 0) + (directive.space() && directive.sharp() ? 2 : 0);
        out.require((int) Math.min(Integer.MAX_VALUE, perByte * count - (directive.space() ? 1 : 0)));
        // No character has less than a byte; one more, as the last may have two halves.
        byte[] bytes = Utf8.bytes(text.substring(0, Math.min(text.length(), count + 1)));
        String hex = hex(directive, bytes, count);
        directive.pad(out, upperCase ? hex.toUpperCase(Locale.ROOT) : hex);
    }

    private static String hex(Directive directive, byte[] bytes, int count) {
        StringBuilder hex = new StringBuilder(2 * count + 2);
        for (int i = 0; i < count; i++) {
            if (directive.space() && i > 0) {
                hex.append(' ');
            }
            if (directive.sharp() && (directive.space() || i == 0)) {
                hex.append("0x");
            }
            hex.append(Character.forDigit((bytes[i] >> 4) & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        return hex.toString();
    }
}
