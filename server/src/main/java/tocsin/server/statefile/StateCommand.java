package tocsin.server.statefile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin state}: the state directory, without a server. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description =
                "Tells what is in the state directory and whether it is sound, backs it up, and imports backups and"
                        + " Alertmanager's silences and nflog.",
        subcommands = {InfoCommand.class, VerifyCommand.class, ExportCommand.class, ImportCommand.class})
public final class StateCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to do with the state: info, verify, export or import");
    }

    /** Name and version, as they stand in files. */
    static String program() {
        String version = StateCommand.class.getPackage().getImplementationVersion();
        return "Tocsin " + (version == null ? "development" : version);
    }
}
