package tocsin.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with the name under which problems are reported.
 *
 * @param name e.g. the path as the user wrote it
 */
public record Source(String name, String text) {
    /** Larger files are refused unless an option says otherwise. */
    public static final int DEFAULT_MAX_BYTES = 16 << 20;

    public Source {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Reads a file in UTF-8, or in UTF-16 when it begins with that byte order mark. Blocks.
     *
     * @param name under which problems are reported
     * @return null when the file cannot be read or is no text, with a problem added
     */
    public static @Nullable Source read(String name, Path path, int maxBytes, Problems problems) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                problems.error((Position) null, "file is larger than %d bytes".formatted(maxBytes));
                return null;
            }
            return new Source(name, decode(bytes));
        } catch (NoSuchFileException e) {
            problems.error((Position) null, "no such file");
        } catch (CharacterCodingException e) {
            problems.error((Position) null, "not valid UTF-8; save the file as UTF-8");
        } catch (IOException e) {
            problems.error((Position) null, "cannot be read: " + e.getMessage());
        }
        return null;
    }

    /**
     * Decodes UTF-8 or, by byte order mark, UTF-16.
     *
     * @throws CharacterCodingException when a byte sequence is invalid
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        return decode(bytes, 0, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int from, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }
}
