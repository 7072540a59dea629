package tocsin.server;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tocsin.server.cli.CheckCommand;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.RoutesCommand;
import tocsin.server.cli.TemplateCommand;
import tocsin.server.cli.TimeIntervalsCommand;
import tocsin.server.client.AlertsCommand;
import tocsin.server.client.ExplainCommand;
import tocsin.server.client.NotifyCommand;
import tocsin.server.client.SilenceCommand;
import tocsin.server.log.Logging;
import tocsin.server.statefile.StateCommand;

/** The command line. Exit codes: {@link ExitCode}. */
@Command(
        name = "tocsin",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        description = "Evaluates Prometheus rules and routes the alerts, in one program.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            RoutesCommand.class,
            TimeIntervalsCommand.class,
            TemplateCommand.class,
            AlertsCommand.class,
            SilenceCommand.class,
            ExplainCommand.class,
            NotifyCommand.class,
            StateCommand.class,
            RehearseCommand.class
        },
        footer = {"", "Options of a command: tocsin COMMAND --help"})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        // Up to TLS 1.2, a client may else ask for one costly handshake after the other. Counts if set before TLS is
        // used.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        Logging.configure(Logging.Format.logfmt, Logging.Threshold.info);
        System.exit(commandLine().execute(args));
    }

    /** The whole command tree, also for tests. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            PrintWriter err = command.getErr();
            err.println("tocsin: " + exception);
            exception.printStackTrace(err);
            return ExitCode.COULD_NOT;
        });
        commandLine.setUsageHelpWidth(120);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: run, demo, check, routes, time-intervals, template, alerts, silence, explain, notify or state");
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tocsin, version " + Version.text(), "java " + Runtime.version()};
        }
    }
}
