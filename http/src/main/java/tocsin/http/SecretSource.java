package tocsin.http;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a secret comes from. */
public sealed interface SecretSource {
    /** Written in the configuration. */
    record Inline(Secret secret) implements SecretSource {
        public Inline {
            Objects.requireNonNull(secret, "secret");
        }
    }

    /**
     * Read whenever it is needed, without surrounding white space, so that a rotated file is effective at once.
     *
     * @param path already resolved against the directory of the configuration
     * @param otherwise read when there is no file at the path, but one here; null means none. Upstream resolves some
     *     paths against the working directory.
     */
    record InFile(Path path, @Nullable Path otherwise) implements SecretSource {
        public InFile {
            Objects.requireNonNull(path, "path");
        }

        public InFile(Path path) {
            this(path, null);
        }
    }

    static SecretSource inline(String text) {
        return new Inline(new Secret(text));
    }
}
