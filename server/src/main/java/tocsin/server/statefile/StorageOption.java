package tocsin.server.statefile;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tocsin.server.cli.ExitCode;
import tocsin.state.StateStoreException;
import tocsin.state.sqlite.StateReader;

/** Which directory a command is about, and what its failures mean. */
final class StorageOption {
    @Option(
            names = "--storage.path",
            paramLabel = "DIRECTORY",
            description = "Where state is kept. Default: ${DEFAULT-VALUE}.",
            defaultValue = "data/")
    Path path = Path.of("data/");

    /** What a command does with the state. */
    @FunctionalInterface
    interface Work {
        /** @return the exit status */
        int run();
    }

    /** A damaged file is a problem of the input; all other failures mean that it could not be done. */
    int attempt(CommandSpec spec, Work work) {
        try {
            return work.run();
        } catch (StateStoreException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("tocsin: " + e.getMessage());
            err.flush();
            return StateReader.isDamage(e) ? ExitCode.PROBLEMS : ExitCode.COULD_NOT;
        }
    }
}
