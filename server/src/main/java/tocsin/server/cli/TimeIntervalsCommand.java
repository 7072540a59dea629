package tocsin.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin time-intervals}: tries time intervals without a server. */
@Command(
        name = "time-intervals",
        mixinStandardHelpOptions = true,
        description = "Tries the time intervals of a configuration.",
        subcommands = {TestTimeIntervalsCommand.class})
public final class TimeIntervalsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do with time intervals: test");
    }
}
