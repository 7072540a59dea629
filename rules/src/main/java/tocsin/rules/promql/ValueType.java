package tocsin.rules.promql;

/** What an expression yields. */
public enum ValueType {
    SCALAR("scalar"),
    STRING("string"),
    VECTOR("instant vector"),
    MATRIX("range vector");

    private final String documented;

    ValueType(String documented) {
        this.documented = documented;
    }

    /** The word of Prometheus' documentation and error messages. */
    public String documented() {
        return documented;
    }
}
