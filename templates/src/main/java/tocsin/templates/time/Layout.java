package tocsin.templates.time;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of Go, taken apart.
 *
 * @param text as it was written
 */
record Layout(String text, List<Part> parts) {
    private static final int LONGEST = 10_000;

    Layout {
        parts = List.copyOf(parts);
    }

    /**
     * @param text as it stands in the layout
     */
    record Part(LayoutElement element, String text) {}

    /** @throws IllegalArgumentException when the layout is far longer than any that means something */
    static Layout of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the layout is longer than " + LONGEST + " characters");
        }
        List<Part> parts = new ArrayList<>();
        int literal = 0;
        int at = 0;
        while (at < text.length()) {
            Part part = partAt(text, at);
            if (part.element() == LayoutElement.LITERAL) {
                at++;
            } else {
                addLiteral(parts, text.substring(literal, at));
                parts.add(part);
                at += part.text().length();
                literal = at;
            }
        }
        addLiteral(parts, text.substring(literal));
        return new Layout(text, parts);
    }

    private static void addLiteral(List<Part> parts, String literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part(LayoutElement.LITERAL, literal));
        }
    }

    private static Part partAt(String text, int at) {
        char c = text.charAt(at);
        if (c == '.' || c == ',') {
            return fractionAt(text, at);
        }
        LayoutElement element = LayoutElement.at(text, at);
        return new Part(element, element.text());
    }

    /** Zeros only or nines only, and no other digit behind them. */
    private static Part fractionAt(String text, int at) {
        char digit = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int end = at + 1;
        while (end < text.length() && text.charAt(end) == digit) {
            end++;
        }
        boolean isFraction = (digit == '0' || digit == '9') && !isDigit(text, end);
        LayoutElement element = !isFraction
                ? LayoutElement.LITERAL
                : digit == '0' ? LayoutElement.FRACTION : LayoutElement.TRIMMED_FRACTION;
        return new Part(element, text.substring(at, isFraction ? end : at + 1));
    }

    static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
