package tocsin.server.alertmanager;

/** Bytes that are no message of the kind that is read. Without a stack trace: a hostile file has millions. */
final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMessage(String message) {
        super(message, null, false, false);
    }
}
