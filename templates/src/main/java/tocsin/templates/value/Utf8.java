package tocsin.templates.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Go's view of a string: bytes, usually UTF-8. Java strings stand for them, with a byte that is no part of valid UTF-8 as
 * the lone surrogate U+DC00 + byte, so that a cut through a character loses nothing: the two halves put together are the
 * character again once the text leaves the engine through {@link #wellFormed}.
 */
public final class Utf8 {
    private static final int BYTE_BASE = 0xDC00;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int LONGEST_CHARACTER = 4;

    private Utf8() {}

    /** How many bytes. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || isByte(text, i)) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(text, i)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    public static byte[] bytes(String text) {
        if (!hasLoneSurrogate(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[length(text)];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isByte(text, i)) {
                bytes[at++] = (byte) (text.charAt(i) - BYTE_BASE);
            } else {
                int end = isPair(text, i) ? i + 2 : i + 1;
                byte[] character = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
                // Java writes a lone surrogate that stands for no byte as `?`.
                if (end == i + 1 && Character.isSurrogate(text.charAt(i))) {
                    character = new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
                }
                System.arraycopy(character, 0, bytes, at, character.length);
                at += character.length;
                i = end - 1;
            }
        }
        return bytes;
    }

    /**
     * The byte at a place, without sign.
     *
     * @param index from 0, below the {@link #length}
     */
    public static int byteAt(String text, int index) {
        if (length(text) == text.length()) {
            return text.charAt(index) & 0xFF;
        }
        return bytes(text)[index] & 0xFF;
    }

    /** The bytes from one place to another, which may lie inside of characters. */
    public static String slice(String text, int from, int to) {
        if (length(text) == text.length()) {
            return text.substring(from, to);
        }
        return of(bytes(text), from, to);
    }

    /** By bytes, which is not Java's order: that has characters beyond U+FFFF before some others. */
    public static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean surrogates = Character.isSurrogate(l) || Character.isSurrogate(r);
                return surrogates ? Arrays.compareUnsigned(bytes(left), bytes(right)) : l - r;
            }
        }
        return left.length() - right.length();
    }

    /** The string of some bytes, valid UTF-8 or not. */
    public static String of(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(starts(bytes, from, to));
        for (int i = from; i < to; ) {
            int length = characterLength(bytes, i, to);
            if (length == 0) {
                text.append((char) (BYTE_BASE + (bytes[i] & 0xFF)));
                i++;
            } else {
                text.appendCodePoint(codePoint(bytes, i, length));
                i += length;
            }
        }
        return text.toString();
    }

    /** How many characters begin there: others would be room for nothing. */
    private static int starts(byte[] bytes, int from, int to) {
        int starts = 0;
        for (int i = from; i < to; i++) {
            starts += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return starts;
    }

    /** For the world outside: bytes that form characters together do so, and others become U+FFFD. */
    public static String wellFormed(String text) {
        if (!hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            i = isByte(text, i) ? joined(text, i, repaired) : whole(text, i, repaired);
        }
        return repaired.toString();
    }

    /** Bytes cannot join with characters around them, which are whole. */
    private static int joined(String text, int at, StringBuilder out) {
        byte[] bytes = new byte[LONGEST_CHARACTER];
        int count = 0;
        while (count < LONGEST_CHARACTER && at + count < text.length() && isByte(text, at + count)) {
            bytes[count] = (byte) (text.charAt(at + count) - BYTE_BASE);
            count++;
        }
        int length = characterLength(bytes, 0, count);
        out.appendCodePoint(length == 0 ? REPLACEMENT : codePoint(bytes, 0, length));
        return at + Math.max(1, length);
    }

    private static int whole(String text, int at, StringBuilder out) {
        int point = text.codePointAt(at);
        out.appendCodePoint(isSurrogate(point) ? REPLACEMENT : point);
        return at + Character.charCount(point);
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Whether the character at an index stands for a single byte that is no valid UTF-8. */
    public static boolean isByte(String text, int index) {
        char c = text.charAt(index);
        return c >= BYTE_BASE + 0x80
                && c <= BYTE_BASE + 0xFF
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    /** The string of one byte. */
    public static String ofByte(int value) {
        return value < 0x80 ? String.valueOf((char) value) : String.valueOf((char) (BYTE_BASE + value));
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** 0 when no valid character begins there. */
    private static int characterLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length =
                first >= 0xC2 && first <= 0xDF ? 2 : first >> 4 == 0xE ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int point = codePoint(bytes, at, length);
        boolean shortest = point >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        return shortest && !isSurrogate(point) && point <= Character.MAX_CODE_POINT ? length : 0;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        if (length == 1) {
            return bytes[at];
        }
        int point = bytes[at] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        return point;
    }
}
