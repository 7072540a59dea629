package tocsin.http;

import java.nio.file.Path;
import java.util.Objects;

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
     */
    record InFile(Path path) implements SecretSource {
        public InFile {
            Objects.requireNonNull(path, "path");
        }
    }

    static SecretSource inline(String text) {
        return new Inline(new Secret(text));
    }
}
