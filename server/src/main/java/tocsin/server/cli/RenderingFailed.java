package tocsin.server.cli;

/** A text cannot be rendered; the message says why. */
final class RenderingFailed extends Exception {
    private static final long serialVersionUID = 1;

    RenderingFailed(String message) {
        super(message);
    }
}
