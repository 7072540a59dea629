package tocsin.templates.value;

/** An integer under a type of its own, e.g. a byte of a string or a duration; its type's kind is INT or UINT. */
public interface IntValue extends Value {
    /** The bits; of kind UINT without sign. */
    long value();
}
