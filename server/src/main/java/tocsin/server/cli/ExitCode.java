package tocsin.server.cli;

/** What the exit status of every command means. Wrong usage is 2, which the command line parser gives. */
public final class ExitCode {
    public static final int FINE = 0;
    /** The input has problems. */
    public static final int PROBLEMS = 1;
    /** Could not do it: server not reachable, address in use. */
    public static final int COULD_NOT = 3;

    private ExitCode() {}
}
