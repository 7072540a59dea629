package tocsin.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Headers written as {@code Name: value}, as rule groups give them. */
public final class HeaderLines {
    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderLines() {}

    /**
     * @return names as written, a later line of the same name (in any case) wins
     * @throws IllegalArgumentException when a line is no header; the message does not repeat the value, which may be a
     *     secret
     */
    public static Map<String, String> parse(List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (name.isEmpty() || !name.chars().allMatch(HeaderLines::isNameCharacter)) {
                throw new IllegalArgumentException("a header is not written as `Name: value`");
            }
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
                throw new IllegalArgumentException("the value of header " + name + " is not printable ASCII");
            }
            String lowerCase = name.toLowerCase(Locale.ROOT);
            headers.keySet().removeIf(known -> known.toLowerCase(Locale.ROOT).equals(lowerCase));
            headers.put(name, value);
        }
        return headers;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || NAME_MARKS.indexOf(c) >= 0;
    }
}
