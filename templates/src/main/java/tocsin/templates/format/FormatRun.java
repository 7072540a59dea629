package tocsin.templates.format;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.Utf8;

/**
 * One run of a format over its operands. A directive is {@code %}, flags, {@code [n]}, width, precision, {@code [n]}, verb,
 * where a width or precision may be {@code [n]*}. Used once.
 */
final class FormatRun {
    /** No width, precision or index is larger. */
    private static final int LARGEST = 1_000_000;

    private static final int NO_NUMBER = -1;

    private final BoundedText out;
    private final String format;
    private final @Nullable Object[] operands;
    /** Known in advance, as many brackets without an end must not cost a search each. */
    private final int lastClose;

    private int at;
    private int operand;
    /** An index was used anywhere, so that surplus operands are no mistake. */
    private boolean reordered;

    private boolean indexFits;
    private boolean afterIndex;
    private boolean minus;
    private boolean plus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private int width;
    private int precision;

    FormatRun(BoundedText out, String format, @Nullable Object[] operands) {
        this.out = out;
        this.format = format;
        this.operands = operands;
        this.lastClose = format.lastIndexOf(']');
    }

    void write() {
        for (int percent = format.indexOf('%'); percent >= 0; percent = format.indexOf('%', at)) {
            out.append(format, at, percent);
            at = percent + 1;
            writeDirective();
        }
        out.append(format, at, format.length());
        writeSurplus();
    }

    private void writeDirective() {
        readFlags();
        readIndex();
        readWidth();
        readPrecision();
        if (!afterIndex) {
            readIndex();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
        } else {
            writeOperand(readVerb());
        }
    }

    private int readVerb() {
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        return Utf8.isByte(format, at - 1) ? 0xFFFD : verb;
    }

    private void writeOperand(int verb) {
        if (verb == '%') {
            out.append('%');
        } else if (!indexFits) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (operand >= operands.length) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            new OperandText(out, directive(verb), verb).write(operands[operand]);
            operand++;
        }
    }

    private Directive directive(int verb) {
        Directive directive = new Directive(minus, plus, sharp, space, zero, false, false, width, precision);
        return verb == 'v' || verb == 'w' ? directive.forValues() : directive;
    }

    private void readFlags() {
        minus = plus = sharp = space = zero = afterIndex = false;
        indexFits = true;
        width = precision = Directive.ABSENT;
        while (at < format.length() && readFlag(format.charAt(at))) {
            at++;
        }
    }

    private boolean readFlag(char flag) {
        switch (flag) {
            case '-' -> minus = true;
            case '+' -> plus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readWidth() {
        if (readStar()) {
            width = operandAsNumber();
            if (width == Directive.ABSENT) {
                out.append("%!(BADWIDTH)");
            }
            return;
        }
        width = readNumber();
        if (afterIndex && width != NO_NUMBER) {
            indexFits = false;
        }
    }

    private boolean readStar() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            afterIndex = false;
            return true;
        }
        return false;
    }

    /** A negative width asks for padding on the right; {@link Directive#ABSENT} when there is none. */
    private int operandAsNumber() {
        int number = operand < operands.length ? number(operands[operand]) : Integer.MIN_VALUE;
        operand = Math.min(operand + 1, operands.length);
        if (number == Integer.MIN_VALUE) {
            return Directive.ABSENT;
        }
        if (number < 0) {
            minus = true;
            zero = false;
        }
        return Math.abs(number);
    }

    private static int number(@Nullable Object value) {
        long number =
                value instanceof Long plain ? plain : value instanceof IntValue typed ? typed.value() : Long.MAX_VALUE;
        return number > LARGEST || number < -LARGEST ? Integer.MIN_VALUE : (int) number;
    }

    private void readPrecision() {
        if (at + 1 >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        if (afterIndex) {
            indexFits = false;
        }
        readIndex();
        if (readStar()) {
            readPrecisionOperand();
        } else {
            precision = Math.max(0, readNumber());
        }
    }

    private void readPrecisionOperand() {
        int number = operand < operands.length ? number(operands[operand]) : Integer.MIN_VALUE;
        operand = Math.min(operand + 1, operands.length);
        precision = number < 0 ? Directive.ABSENT : number;
        if (number < 0) {
            out.append("%!(BADPREC)");
        }
    }

    /** {@link #NO_NUMBER} when there is none; one that is too large swallows the rest of the format. */
    private int readNumber() {
        int start = at;
        int number = 0;
        while (at < format.length() && isDigit(format.charAt(at))) {
            if (number > LARGEST) {
                at = format.length();
                return NO_NUMBER;
            }
            number = number * 10 + (format.charAt(at) - '0');
            at++;
        }
        return at == start ? NO_NUMBER : number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@code [n]}, counted from 1: the operand that comes next. */
    private void readIndex() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = at > lastClose ? -1 : format.indexOf(']', at);
        if (close < 0) {
            at++;
            indexFits = false;
            return;
        }
        useIndex(indexOf(at + 1, close));
        at = close + 1;
    }

    private void useIndex(int index) {
        afterIndex = index != NO_NUMBER;
        if (index >= 1 && index <= operands.length) {
            operand = index - 1;
        } else {
            indexFits = false;
        }
    }

    private int indexOf(int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(format.charAt(i)) || number > LARGEST) {
                return NO_NUMBER;
            }
            number = number * 10 + (format.charAt(i) - '0');
        }
        return start == end ? NO_NUMBER : number;
    }

    private void writeSurplus() {
        if (reordered || operand >= operands.length) {
            return;
        }
        out.append("%!(EXTRA ");
        for (int i = operand; i < operands.length; i++) {
            out.append(i > operand ? ", " : "");
            out.append(operands[i] == null ? "" : Type.of(operands[i]).name() + '=');
            new OperandText(out, Directive.PLAIN, 'v').write(operands[i]);
        }
        out.append(')');
    }
}
