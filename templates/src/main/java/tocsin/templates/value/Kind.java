package tocsin.templates.value;

/** The kinds of Go's values that templates meet. */
public enum Kind {
    NIL,
    BOOL,
    INT,
    UINT,
    FLOAT,
    STRING,
    LIST,
    MAP,
    STRUCT,
    /** Of parameters and elements only: takes any value. */
    INTERFACE
}
