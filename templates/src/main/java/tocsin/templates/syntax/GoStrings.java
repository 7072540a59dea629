package tocsin.templates.syntax;

/** Go's notation of string constants. */
public final class GoStrings {
    private GoStrings() {}

    /** In double quotes, with Go's escapes; printable characters of any script stand as they are. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\');
            }
            quoted.appendCodePoint(point);
        });
        return quoted.append('"').toString();
    }
}
