package tocsin.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a template.
 *
 * @param text empty when there is an error
 * @param error null when there is none
 */
record Rendered(String text, @Nullable String error) {
    Rendered {
        Objects.requireNonNull(text, "text");
    }
}
