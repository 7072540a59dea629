package tocsin.templates.format;

import tocsin.templates.value.BoundedText;

/**
 * What stands between {@code %} and the verb.
 *
 * @param goSyntax {@code %#v}; {@code sharp} is false then
 * @param fieldNames {@code %+v}; {@code plus} is false then
 * @param width in characters; {@link #ABSENT} when not given
 * @param precision likewise
 */
record Directive(
        boolean minus,
        boolean plus,
        boolean sharp,
        boolean space,
        boolean zero,
        boolean goSyntax,
        boolean fieldNames,
        int width,
        int precision) {
    static final int ABSENT = -1;
    static final Directive PLAIN = new Directive(false, false, false, false, false, false, false, ABSENT, ABSENT);

    boolean hasWidth() {
        return width != ABSENT;
    }

    boolean hasPrecision() {
        return precision != ABSENT;
    }

    boolean zeroPads() {
        return zero && !minus;
    }

    /** For {@code %v}, where two flags mean something else. */
    Directive forValues() {
        if (!sharp && !plus) {
            return this;
        }
        return new Directive(minus, false, false, space, zero, sharp, plus, width, precision);
    }

    Directive withSharp(boolean newSharp) {
        return new Directive(minus, plus, newSharp, space, zero, goSyntax, fieldNames, width, precision);
    }

    /** Writes a text at its width. */
    void pad(BoundedText out, String text) {
        pad(out, text, zeroPads() ? '0' : ' ');
    }

    void padWithSpaces(BoundedText out, String text) {
        pad(out, text, ' ');
    }

    private void pad(BoundedText out, String text, char padding) {
        int missing = hasWidth() ? width - text.codePointCount(0, text.length()) : 0;
        if (!minus) {
            out.repeat(padding, missing);
        }
        out.append(text);
        if (minus) {
            out.repeat(padding, missing);
        }
    }
}
