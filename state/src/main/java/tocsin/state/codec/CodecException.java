package tocsin.state.codec;

/** Bytes that are no value of their table. The message is for people and holds no part of the value. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
