package tocsin.rules.promql;

import java.util.Objects;

/**
 * Why a text is no expression.
 *
 * @param line in the expression, from 1
 * @param column in characters, from 1
 * @param message without the place
 */
public record PromqlError(int line, int column, String message) {
    public PromqlError {
        Objects.requireNonNull(message, "message");
    }

    /** {@code line:column: parse error: message}, as Prometheus prints it. */
    @Override
    public String toString() {
        return line + ":" + column + ": parse error: " + message;
    }
}
