package tocsin.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code authorization}, and {@code bearer_token} which is the same.
 *
 * @param type e.g. {@code Bearer}; never {@code basic}
 */
public record Authorization(String type, @Nullable SecretSource credentials) {
    public Authorization {
        Objects.requireNonNull(type, "type");
    }
}
