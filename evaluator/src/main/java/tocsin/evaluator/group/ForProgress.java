package tocsin.evaluator.group;

/** How far a group has come with what the data source knows of its {@code for}. */
public enum ForProgress {
    /** To be asked, after a start of the process. */
    OPEN,
    /** Nothing is to be asked, since the group came with a reload; to be written down. */
    SETTLED,
    /** Written down, in a {@link ForSettledRow}. */
    WRITTEN
}
