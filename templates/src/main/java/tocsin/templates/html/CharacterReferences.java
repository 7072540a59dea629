package tocsin.templates.html;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes references to characters, as far as they matter to tell where in an attribute value one is: ASCII and numbers. */
final class CharacterReferences {
    private static final int LONGEST = 16;
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Tab", "\t"),
            Map.entry("NewLine", "\n"),
            Map.entry("excl", "!"),
            Map.entry("quot", "\""),
            Map.entry("QUOT", "\""),
            Map.entry("num", "#"),
            Map.entry("dollar", "$"),
            Map.entry("percnt", "%"),
            Map.entry("amp", "&"),
            Map.entry("AMP", "&"),
            Map.entry("apos", "'"),
            Map.entry("lpar", "("),
            Map.entry("rpar", ")"),
            Map.entry("ast", "*"),
            Map.entry("midast", "*"),
            Map.entry("plus", "+"),
            Map.entry("comma", ","),
            Map.entry("period", "."),
            Map.entry("sol", "/"),
            Map.entry("colon", ":"),
            Map.entry("semi", ";"),
            Map.entry("lt", "<"),
            Map.entry("LT", "<"),
            Map.entry("equals", "="),
            Map.entry("gt", ">"),
            Map.entry("GT", ">"),
            Map.entry("quest", "?"),
            Map.entry("commat", "@"),
            Map.entry("lsqb", "["),
            Map.entry("lbrack", "["),
            Map.entry("bsol", "\\"),
            Map.entry("rsqb", "]"),
            Map.entry("rbrack", "]"),
            Map.entry("Hat", "^"),
            Map.entry("lowbar", "_"),
            Map.entry("UnderBar", "_"),
            Map.entry("grave", "`"),
            Map.entry("DiacriticalGrave", "`"),
            Map.entry("lcub", "{"),
            Map.entry("lbrace", "{"),
            Map.entry("verbar", "|"),
            Map.entry("vert", "|"),
            Map.entry("VerticalLine", "|"),
            Map.entry("rcub", "}"),
            Map.entry("rbrace", "}"));

    private CharacterReferences() {}

    static String decode(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            i = text.charAt(i) == '&' ? reference(text, i, decoded) : plain(text, i, decoded);
        }
        return decoded.toString();
    }

    private static int plain(String text, int at, StringBuilder decoded) {
        int end = Ascii.indexOfAny(text, at, text.length(), "&");
        decoded.append(text, at, end);
        return end;
    }

    private static int reference(String text, int at, StringBuilder decoded) {
        boolean numeric = text.startsWith("&#", at);
        int start = numeric ? at + 2 : at + 1;
        int end = start;
        while (end < text.length() && end - start < LONGEST && Ascii.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return numeric ? number(text, at, start, text.length(), decoded) : name(text, at, start, end, decoded);
    }

    private static int name(String text, int at, int start, int end, StringBuilder decoded) {
        String name = text.substring(start, end);
        boolean closed = end < text.length() && text.charAt(end) == ';';
        String character = NAMES.get(name);
        if (character != null && closed) {
            decoded.append(character);
            return end + 1;
        }
        String old = oldName(name);
        if (old != null) {
            decoded.append(NAMES.get(old));
            return start + old.length();
        }
        decoded.append('&');
        return at + 1;
    }

    /** Those that browsers know without a semicolon, too. */
    private static @Nullable String oldName(String name) {
        for (String old : new String[] {"amp", "AMP", "lt", "LT", "gt", "GT", "quot", "QUOT"}) {
            if (name.startsWith(old)) {
                return old;
            }
        }
        return null;
    }

    private static int number(String text, int at, int start, int end, StringBuilder decoded) {
        boolean hex = start < end && Ascii.lower(text.charAt(start)) == 'x';
        int first = hex ? start + 1 : start;
        int last = first;
        int point = 0;
        while (last < end && (hex ? Ascii.isHex(text.charAt(last)) : Ascii.isDigit(text.charAt(last)))) {
            point = Math.min(0x110000, point * (hex ? 16 : 10) + Character.digit(text.charAt(last), 16));
            last++;
        }
        if (last == first) {
            decoded.append('&');
            return at + 1;
        }
        boolean bad = point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF);
        decoded.appendCodePoint(bad ? 0xFFFD : point);
        return last < text.length() && text.charAt(last) == ';' ? last + 1 : last;
    }
}
