package tocsin.templates.syntax;

/** A constant is not well-formed; the message says why. */
final class BadConstant extends Exception {
    private static final long serialVersionUID = 1;

    BadConstant(String message) {
        super(message, null, false, false);
    }
}
