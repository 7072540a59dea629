package tocsin.server.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is refused before anything was done: becomes {@code {"code":…,"message":…}}. */
final class ApiFailure extends RuntimeException {
    /** Said to whom the reason is of no use. */
    static final String INTERNAL = "internal error; the log says more";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private ApiFailure(int status, int code, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause, false, false);
        this.status = status;
        this.code = code;
    }

    static ApiFailure badRequest(String message, @Nullable Throwable cause) {
        return new ApiFailure(400, 400, message, cause);
    }

    /** @param code the framework's number for the kind of violation: 601 format, 602 missing, 612 too few */
    static ApiFailure unprocessable(int code, String message) {
        return new ApiFailure(422, code, message, null);
    }

    static ApiFailure of(int status, String message) {
        return new ApiFailure(status, status, message, null);
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
