package tocsin.rules.template;

/** JSON strings as vmalert writes them: of what HTML and scripts care for, it escapes {@code <} and the apostrophe only. */
final class JsonText {
    private JsonText() {}

    /** Without the quotes around it. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.toString();
    }

    private static void append(StringBuilder json, char c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '<', '\'' -> unicode(json, c);
            default -> {
                if (c < ' ') {
                    unicode(json, c);
                } else {
                    json.append(c);
                }
            }
        }
    }

    private static void unicode(StringBuilder json, char c) {
        json.append("\\u%04x".formatted((int) c));
    }
}
