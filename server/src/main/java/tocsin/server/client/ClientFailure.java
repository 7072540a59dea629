package tocsin.server.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tocsin.server.cli.ExitCode;

/** A command cannot do what it was asked for; the message is for the person who typed it. */
final class ClientFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private ClientFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The input has problems: another try will not help. */
    static ClientFailure refused(@Nullable String message) {
        return new ClientFailure(ExitCode.PROBLEMS, String.valueOf(message));
    }

    /** The command was used wrongly, in the server's eyes. */
    static ClientFailure misused(String message) {
        return new ClientFailure(CommandLine.ExitCode.USAGE, message);
    }

    /** The server is not reachable, or not able. */
    static ClientFailure couldNot(String message) {
        return new ClientFailure(ExitCode.COULD_NOT, message);
    }

    int exitCode() {
        return exitCode;
    }
}
