package tocsin.server.statefile;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What became of a {@code tocsin state} command: its exit status and what it printed. */
record StateRun(int status, String out, String err) {
    static StateRun of(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new StateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    throw exception;
                })
                .execute(texts);
        return new StateRun(status, out.toString(), err.toString());
    }
}
