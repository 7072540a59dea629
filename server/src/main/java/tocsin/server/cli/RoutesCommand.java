package tocsin.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin routes}: looks at a routing tree without a server. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Shows the routing tree of a configuration, and where an alert would go.",
        subcommands = {ShowRoutesCommand.class, TestRoutesCommand.class})
public final class RoutesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do with the routes: show or test");
    }
}
