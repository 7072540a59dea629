package tocsin.rules.template;

import tocsin.templates.value.BoundedText;

/** JSON strings as vmalert writes them: of what HTML and scripts care for, it escapes {@code <} and the apostrophe only. */
final class JsonText {
    private JsonText() {}

    /** Without the quotes around it. */
    static BoundedText append(BoundedText json, String text) {
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json;
    }

    private static void append(BoundedText json, char c) {
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

    private static void unicode(BoundedText json, char c) {
        json.append("\\u%04x".formatted((int) c));
    }
}
