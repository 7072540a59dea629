package tocsin.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that must not be seen: its {@link #toString} is {@code <secret>}. */
public final class Secret {
    /** How a secret is shown; read back, it stands for an unknown value. */
    public static final String HIDDEN = "<secret>";
    /** In a URL that older Alertmanagers do not know as a secret, and that they must be able to read. */
    private static final String HIDDEN_URL = "https://" + HIDDEN;

    private final String text;

    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The secret itself: for the wire only, never for a message. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@code <secret>}; empty when the secret is empty, so that a person sees that nothing is set. */
    @Override
    public String toString() {
        return text.isEmpty() ? "" : HIDDEN;
    }

    /** Whether a configuration has this where a secret was: it was written out without them. */
    public static boolean isHidden(String text) {
        return text.equals(HIDDEN) || text.equals(HIDDEN_URL);
    }
}
