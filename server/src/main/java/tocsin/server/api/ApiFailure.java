package tocsin.server.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused before anything was done. What does not fit the form of the API becomes
 * {@code {"code":…,"message":…}}, what does not make sense becomes a bare string.
 */
final class ApiFailure extends RuntimeException {
    /** Said to whom the reason is of no use. */
    static final String INTERNAL = "internal error; the log says more";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final boolean semantic;

    private ApiFailure(int status, int code, boolean semantic, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause, false, false);
        this.status = status;
        this.code = code;
        this.semantic = semantic;
    }

    static ApiFailure badRequest(String message, @Nullable Throwable cause) {
        return new ApiFailure(400, 400, false, message, cause);
    }

    /** @param code the framework's number for the kind of violation: 601 format, 602 missing, 612 too few */
    static ApiFailure unprocessable(int code, String message) {
        return new ApiFailure(422, code, false, message, null);
    }

    static ApiFailure of(int status, String message) {
        return new ApiFailure(status, status, false, message, null);
    }

    /** Becomes a bare string. */
    static ApiFailure semantic(int status, String message) {
        return new ApiFailure(status, status, true, message, null);
    }

    boolean isSemantic() {
        return semantic;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    String text() {
        return Objects.requireNonNull(getMessage());
    }
}
