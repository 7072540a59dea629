package tocsin.templates.value;

/** A value with a printed form of its own, as by a {@code String} method. */
public interface Printed extends Value {
    String printed();
}
