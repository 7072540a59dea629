package tocsin.model;

/** Which texts are label names. */
public enum LabelNames {
    /** {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    CLASSIC {
        @Override
        public boolean isValid(String name) {
            if (name.isEmpty() || isDigit(name.charAt(0))) {
                return false;
            }
            return name.chars().allMatch(c -> c == '_' || isDigit(c) || isLetter(c));
        }
    },
    /** Any non-empty text that is valid Unicode. */
    UTF8 {
        @Override
        public boolean isValid(String name) {
            return !name.isEmpty() && isValidText(name);
        }
    };

    public abstract boolean isValid(String name);

    /** Whether the text can be written as UTF-8, that is, has no lone surrogate. */
    public static boolean isValidText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
