package tocsin.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with an input.
 *
 * @param source file name as the user wrote it, or what else the text came from
 * @param position null when the problem has no place, e.g. an unreadable file
 * @param message what was found and what to write instead; holds no secret
 */
public record Problem(String source, @Nullable Position position, Severity severity, String message) {
    /** Errors refuse the input, warnings do not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        String place = position == null ? source : source + ":" + position;
        return place + (isError() ? ": " : ": warning: ") + message;
    }
}
