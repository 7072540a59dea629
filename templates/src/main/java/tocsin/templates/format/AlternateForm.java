package tocsin.templates.format;

/** What the flag {@code #} asks of a float: always a point, and trailing zeros where {@code %g} would drop them. */
final class AlternateForm {
    private static final int DEFAULT_DIGITS = 6;

    private AlternateForm() {}

    /** @param precision negative when none was given */
    static String of(String text, char verb, int precision) {
        int tailStart = tailStart(text, verb);
        String number = text.substring(0, tailStart);
        boolean hasPoint = number.indexOf('.') >= 0;
        int missing = keepsZeros(verb) ? (precision < 0 ? DEFAULT_DIGITS : precision) - digits(number) : 0;
        if (!hasPoint && number.equals("0")) {
            missing--;
        }
        return number + (hasPoint ? "" : ".") + "0".repeat(Math.max(0, missing)) + text.substring(tailStart);
    }

    private static boolean keepsZeros(char verb) {
        return switch (verb) {
            case 'v', 'g', 'G', 'x' -> true;
            default -> false;
        };
    }

    private static int tailStart(String text, char verb) {
        boolean hex = verb == 'x' || verb == 'X';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'p' || c == 'P' || (!hex && (c == 'e' || c == 'E'))) {
                return i;
            }
        }
        return text.length();
    }

    /** From the first that is not zero; the {@code x} of a hexadecimal prefix counts, as upstream counts it. */
    private static int digits(String number) {
        int count = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c != '.' && (c != '0' || count > 0)) {
                count++;
            }
        }
        return count;
    }
}
