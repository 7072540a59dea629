package tocsin.server.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin notify}. */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        description = "Sends notifications by hand.",
        subcommands = NotifyTestCommand.class)
public final class NotifyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to send: test");
    }
}
