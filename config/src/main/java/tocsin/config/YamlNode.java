package tocsin.config;

/** A node of a YAML document with its place. Aliases and merge keys are resolved. Immutable; any thread. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMapping {
    Position position();

    /** Whether this is an explicit or empty null ({@code key:}, {@code ~}, {@code null}). */
    default boolean isNull() {
        return this instanceof YamlScalar scalar && scalar.nullValue();
    }

    /** For messages: what kind of thing stands here, never what it says. */
    String describe();
}
