package tocsin.http;

/** An {@code http_config} that is well-formed but of which no sender can be made, e.g. its CA file is missing. */
public final class HttpConfigException extends Exception {
    private static final long serialVersionUID = 1;

    HttpConfigException(String message) {
        super(message);
    }

    HttpConfigException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, with whose configuration it is. */
    public HttpConfigException of(String owner) {
        return new HttpConfigException(owner + ": " + getMessage(), this);
    }
}
