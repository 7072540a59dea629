package tocsin.server.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin silence}: the life of a silence. */
@Command(
        name = "silence",
        mixinStandardHelpOptions = true,
        description = "Adds, shows, changes, ends, exports and imports the silences of a running server.",
        subcommands = {
            SilenceAddCommand.class,
            SilenceQueryCommand.class,
            SilenceUpdateCommand.class,
            SilenceExpireCommand.class,
            SilenceExportCommand.class,
            SilenceImportCommand.class
        })
public final class SilenceCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to do with silences: add, query, update, expire, export or import");
    }
}
