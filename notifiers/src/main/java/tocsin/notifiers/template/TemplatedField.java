package tocsin.notifiers.template;

import java.util.Objects;

/** A field of an integration whose text is a template. {@link FieldRenderer} makes it. Immutable; any thread. */
public final class TemplatedField {
    private final String name;
    private final Attempted configured;
    private final Attempted byDefault;

    TemplatedField(String name, Attempted configured, Attempted byDefault) {
        this.name = Objects.requireNonNull(name, "name");
        this.configured = configured;
        this.byDefault = byDefault;
    }

    String name() {
        return name;
    }

    Attempted configured() {
        return configured;
    }

    Attempted byDefault() {
        return byDefault;
    }
}
