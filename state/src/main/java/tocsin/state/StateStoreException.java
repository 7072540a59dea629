package tocsin.state;

import org.jspecify.annotations.Nullable;

/** A store that cannot be opened, read or written. The message says where, what is wrong, and what to do. */
public final class StateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StateStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
