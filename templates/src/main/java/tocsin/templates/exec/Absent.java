package tocsin.templates.exec;

/** Two ways of being no value that nil does not cover. They never leave the executor. */
enum Absent {
    /** Nothing was piped into a command, which is not the same as nil. */
    ARGUMENT,
    /**
     * Nil as the element of a list or map that may hold anything. By itself it is nil; only to look for a field in it is an
     * error, where a field of nil is nil.
     */
    ELEMENT
}
