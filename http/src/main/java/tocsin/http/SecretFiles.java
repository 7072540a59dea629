package tocsin.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads secrets from where they are. Blocks. */
public final class SecretFiles {
    /** More than any key, certificate chain or token needs. */
    private static final int MAX_BYTES = 4 << 20;

    private SecretFiles() {}

    /**
     * A secret's text; of a file without surrounding white space.
     *
     * @throws IOException with a message for people that names the file
     */
    public static String read(SecretSource source) throws IOException {
        return source instanceof SecretSource.InFile ? readWhole(source).strip() : readWhole(source);
    }

    /** Likewise, of a file with the white space around it, where that belongs to the secret. */
    public static String readWhole(SecretSource source) throws IOException {
        return source instanceof SecretSource.InFile file
                ? readFile(existing(file))
                : ((SecretSource.Inline) source).secret().reveal();
    }

    private static Path existing(SecretSource.InFile file) {
        Path otherwise = file.otherwise();
        return otherwise != null && !Files.exists(file.path()) && Files.exists(otherwise) ? otherwise : file.path();
    }

    static String readOrEmpty(@Nullable SecretSource source) throws IOException {
        return source == null ? "" : read(source);
    }

    private static String readFile(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("%s is larger than %d bytes".formatted(path, MAX_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + path, e);
        }
    }
}
