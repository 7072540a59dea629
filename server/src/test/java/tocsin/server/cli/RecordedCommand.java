package tocsin.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What became of a command line: its exit status and what it printed. */
record RecordedCommand(int status, String out, String err) {
    static RecordedCommand check(String... arguments) {
        CommandLine commandLine = new CommandLine(new CheckCommand());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = commandLine.execute(arguments);
        return new RecordedCommand(status, out.toString(), err.toString());
    }
}
