package tocsin.config;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How one text is written in YAML. Which texts may stand without quotes is a long story, so that the reader itself is asked
 * where it is not obvious.
 */
final class YamlScalarText {
    /** May stand without quotes wherever a scalar may; most texts of configurations are such. */
    private static final Pattern OBVIOUSLY_PLAIN = Pattern.compile("[a-zA-Z0-9_./][a-zA-Z0-9_./+=%@()$^-]*");

    private static final Pattern NULL_WORD = Pattern.compile("~|[nN]ull|NULL");

    private YamlScalarText() {}

    /** @param indent of lines after the first */
    static String value(YamlScalar scalar, int indent) {
        if (scalar.plain()) {
            return plainValue(scalar.text(), indent);
        }
        return isBlock(scalar.text()) ? literal(scalar.text(), indent) : quoted(scalar.text());
    }

    static String plainKey(String text) {
        return isPlain(text, "", ": x") ? text : quoted(text);
    }

    /** One line break of the source is a blank; a line feed of the text is one more. */
    private static String plainValue(String text, int indent) {
        String written = indented(text.replaceAll("\n+", "$0\n"), indent);
        return isPlain(text, "k: ", "", written) ? written : quoted(text);
    }

    private static String indented(String lines, int indent) {
        String margin = " ".repeat(indent);
        return lines.lines()
                .map(line -> line.isEmpty() ? line : margin + line)
                .collect(Collectors.joining("\n"))
                .substring(lines.isEmpty() || lines.startsWith("\n") ? 0 : indent);
    }

    private static boolean isPlain(String text, String before, String after) {
        return isPlain(text, before, after, text);
    }

    private static boolean isPlain(String text, String before, String after, String written) {
        if (OBVIOUSLY_PLAIN.matcher(text).matches()) {
            return !NULL_WORD.matcher(text).matches();
        }
        Problems problems = new Problems("");
        YamlNode read = YamlReader.readFirst(new Source("", before + written + after + "\n"), problems);
        if (!problems.list().isEmpty()
                || !(read instanceof YamlMapping mapping)
                || mapping.entries().size() != 1) {
            return false;
        }
        YamlMapping.Entry entry = mapping.entries().values().iterator().next();
        YamlNode scalar = before.isEmpty() ? entry.key() : entry.value();
        return scalar instanceof YamlScalar same
                && same.plain()
                && !same.isNull()
                && same.text().equals(text);
    }

    /** In single quotes where that says everything, else in double ones with escapes. One line. */
    static String quoted(String text) {
        return text.codePoints().allMatch(YamlScalarText::isPrintable)
                ? "'" + text.replace("'", "''") + "'"
                : escaped(text);
    }

    /** Several lines that can be shown as they are: none is of blanks only, and the first begins with something else. */
    private static boolean isBlock(String text) {
        int first = text.isEmpty() ? ' ' : text.charAt(0);
        return text.indexOf('\n') > 0
                && first != ' '
                && !text.endsWith("\n\n")
                && text.codePoints().allMatch(c -> c == '\n' || isPrintable(c))
                && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    private static String literal(String text, int indent) {
        return (text.endsWith("\n") ? "|\n" : "|-\n") + " ".repeat(indent) + indented(text, indent);
    }

    private static boolean isPrintable(int codePoint) {
        return (codePoint >= 0x20 && codePoint <= 0x7E)
                || (codePoint >= 0xA0 && codePoint <= 0xD7FF && codePoint != 0x2028 && codePoint != 0x2029)
                || (codePoint >= 0xE000 && codePoint <= 0xFFFD && codePoint != 0xFEFF)
                || codePoint >= 0x10000;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> escape(codePoint, escaped));
        return escaped.append('"').toString();
    }

    private static void escape(int codePoint, StringBuilder escaped) {
        switch (codePoint) {
            case '"' -> escaped.append("\\\"");
            case '\\' -> escaped.append("\\\\");
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isPrintable(codePoint)) {
                    escaped.appendCodePoint(codePoint);
                } else {
                    escaped.append("\\u%04X".formatted(codePoint));
                }
            }
        }
    }
}
