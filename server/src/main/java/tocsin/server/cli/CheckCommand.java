package tocsin.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin check}: judges files without a server. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Judges files as a start would, without starting anything.",
        subcommands = {CheckRulesCommand.class, CheckConfigCommand.class, CheckWebConfigCommand.class})
public final class CheckCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to check: rules, config or web-config");
    }
}
