package tocsin.server.webconfig;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;

/**
 * Where a certificate or a key comes from.
 *
 * @param key of the configuration, e.g. {@code cert_file}
 * @param position of its value
 */
record PemSource(String key, Position position, SecretSource source) {
    /** The file, null when it stands in the configuration itself. */
    @Nullable
    Path path() {
        return source instanceof SecretSource.InFile file ? file.path() : null;
    }

    /** Reads it. Blocks. Null with a problem added when it cannot be read. */
    @Nullable
    String read(Problems problems) {
        try {
            return SecretFiles.read(source);
        } catch (AccessDeniedException e) {
            error(problems, "no permission to read %s".formatted(e.getFile()));
        } catch (IOException e) {
            error(problems, "cannot be read: %s".formatted(e.getMessage()));
        }
        return null;
    }

    void error(Problems problems, String message) {
        problems.error(position, "`%s`: %s".formatted(key, message));
    }

    void warning(Problems problems, String message) {
        problems.warning(position, "`%s`: %s".formatted(key, message));
    }
}
