package tocsin.notifiers.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.TemplateException;

/** A text that was parsed, or the reason why it could not be. */
record Attempted(@Nullable PreparedText prepared, @Nullable TemplateException failure) {
    /** Parses. */
    @FunctionalInterface
    interface Preparation {
        PreparedText prepare() throws TemplateException;
    }

    static Attempted of(Preparation preparation) {
        try {
            return new Attempted(preparation.prepare(), null);
        } catch (TemplateException e) {
            return new Attempted(null, e);
        }
    }

    PreparedText orThrow() throws TemplateException {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(prepared, "prepared");
    }
}
