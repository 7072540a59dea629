package tocsin.config;

import java.util.Objects;

/**
 * A scalar with the text that stands in the source: YAML typing never rewrites it, so {@code on}, {@code 0123},
 * {@code 1e3}, {@code 09:00} and dates stay what was written. Escapes and folding are resolved.
 *
 * @param text empty for null
 * @param plain whether it stands there without quotes and not as a block
 * @param nullValue whether it is null; a quoted {@code "null"} is not
 */
public record YamlScalar(Position position, String text, boolean plain, boolean nullValue) implements YamlNode {
    public YamlScalar {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(text, "text");
    }

    /** Not the text: people write passwords where a mapping belongs. */
    @Override
    public String describe() {
        return nullValue ? "nothing" : "a single value";
    }
}
