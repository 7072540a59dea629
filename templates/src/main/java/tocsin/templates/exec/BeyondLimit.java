package tocsin.templates.exec;

/** A limit was reached inside of a function; becomes an error with a place. Cheap: carries no stack trace. */
final class BeyondLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    BeyondLimit(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
