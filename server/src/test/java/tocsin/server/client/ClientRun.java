package tocsin.server.client;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import tocsin.server.api.TestServer;
import tocsin.time.Clock;

/** What became of a client command that was given at noon of the first of March 2026, when test servers live. */
record ClientRun(int status, String out, String err) {
    static ClientRun silence(String... arguments) {
        return silenceWithInput("", arguments);
    }

    static ClientRun silenceWithInput(String input, String... arguments) {
        return execute(new CommandLine(SilenceCommand.class, new AtNoon(input)), arguments);
    }

    static ClientRun alerts(String... arguments) {
        return execute(new CommandLine(new AlertsCommand()), arguments);
    }

    static ClientRun notify(String... arguments) {
        return execute(new CommandLine(new NotifyCommand()), arguments);
    }

    private static ClientRun execute(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = commandLine.execute(arguments);
        return new ClientRun(status, out.toString(), err.toString());
    }

    private record AtNoon(String input) implements IFactory {
        private static final Clock NOON = () -> TestServer.NOW;

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == SilenceAddCommand.class) {
                return type.cast(new SilenceAddCommand(NOON));
            }
            if (type == SilenceQueryCommand.class) {
                return type.cast(new SilenceQueryCommand(NOON));
            }
            if (type == SilenceUpdateCommand.class) {
                return type.cast(new SilenceUpdateCommand(NOON));
            }
            if (type == SilenceImportCommand.class) {
                return type.cast(
                        new SilenceImportCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** Must have succeeded. */
    String accepted() {
        if (status != 0) {
            throw new AssertionError("exit status " + status + ": " + out + err);
        }
        return out;
    }
}
