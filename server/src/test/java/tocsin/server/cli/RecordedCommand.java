package tocsin.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What became of a command line: its exit status and what it printed. */
record RecordedCommand(int status, String out, String err) {
    static RecordedCommand check(String... arguments) {
        return execute(new CommandLine(new CheckCommand()), arguments);
    }

    static RecordedCommand template(String... arguments) {
        return execute(new CommandLine(new TemplateCommand()), arguments);
    }

    static RecordedCommand routes(String... arguments) {
        return execute(new CommandLine(new RoutesCommand()), arguments);
    }

    static RecordedCommand timeIntervals(String... arguments) {
        return execute(new CommandLine(new TimeIntervalsCommand()), arguments);
    }

    private static RecordedCommand execute(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = commandLine.execute(arguments);
        return new RecordedCommand(status, out.toString(), err.toString());
    }
}
