package tocsin.templates.value;

import java.util.Objects;

/** A string under a name of its own, e.g. markup that is trusted. Prints as its text. */
public record TypedString(Type type, String text) implements Value {
    /** Markup that HTML mode passes as it is. */
    public static final Type HTML = Type.scalar("template.HTML", Kind.STRING);
    /** A URL whose scheme HTML mode does not question. */
    public static final Type URL = Type.scalar("template.URL", Kind.STRING);

    public TypedString {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
    }
}
