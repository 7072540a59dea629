package tocsin.notifiers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts character for character as Go's encoder writes them, since receivers compare and sign them: {@code <>&} and
 * the Unicode line separators escaped, lower-case hex digits, a newline at the end.
 */
public final class GoJson {
    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new Escapes());
    private static final double LARGE = 1e21;
    private static final double SMALL = 1e-6;

    private GoJson() {}

    /**
     * Writes one value.
     *
     * @param <E> what else may go wrong
     */
    @FunctionalInterface
    public interface Content<E extends Exception> {
        void write(JsonGenerator json) throws IOException, E;
    }

    /** The text of one value and a newline. */
    public static <E extends Exception> Buffer write(Content<E> content) throws E {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        write(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), content);
        bytes.write('\n');
        return Buffer.buffer(bytes.toByteArray());
    }

    /**
     * The text of one value without a newline. What the writer throws passes through.
     *
     * @param out never fails as a device does; closed at the end
     */
    public static <E extends Exception> void write(Writer out, Content<E> content) throws E {
        // Through a writer: the generator of bytes would escape what needs more than 16 bits.
        JsonGenerator json = generator(out);
        try {
            content.write(json);
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonGenerator generator(Writer out) {
        try {
            return FACTORY.createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A string; halves of a surrogate pair become U+FFFD, as no UTF-8 exists for them. */
    public static void writeString(JsonGenerator json, String text) throws IOException {
        json.writeString(wellFormed(text));
    }

    public static void writeName(JsonGenerator json, String name) throws IOException {
        json.writeFieldName(wellFormed(name));
    }

    /** A field with a string. */
    public static void writeField(JsonGenerator json, String name, String text) throws IOException {
        json.writeFieldName(name);
        writeString(json, text);
    }

    /** A field with a string, which is left out when it is empty. */
    public static void writeIfSet(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            writeField(json, name, text);
        }
    }

    private static String wellFormed(String text) {
        if (!hasSurrogate(text)) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(repaired::appendCodePoint);
        return repaired.toString();
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** @param value finite */
    public static void writeDouble(JsonGenerator json, double value) throws IOException {
        double size = Math.abs(value);
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size == 0) {
            json.writeNumber(Double.doubleToRawLongBits(value) < 0 ? "-0" : "0");
        } else if (size < SMALL || size >= LARGE) {
            json.writeNumber(scientific(exact));
        } else {
            json.writeNumber(exact.toPlainString());
        }
    }

    private static String scientific(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final char LINE_SEPARATOR = 0x2028;
        private static final char PARAGRAPH_SEPARATOR = 0x2029;
        private final int[] ascii = table();

        private static int[] table() {
            int[] table = CharacterEscapes.standardAsciiEscapesForJSON();
            for (int c = 0; c < ' '; c++) {
                if (table[c] == CharacterEscapes.ESCAPE_STANDARD) {
                    table[c] = CharacterEscapes.ESCAPE_CUSTOM;
                }
            }
            for (char c : new char[] {'<', '>', '&'}) {
                table[c] = CharacterEscapes.ESCAPE_CUSTOM;
            }
            return table;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean escaped = c < 0x80 || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
            return escaped ? new SerializedString("\\u%04x".formatted(c)) : null;
        }
    }
}
