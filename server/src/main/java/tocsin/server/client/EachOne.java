package tocsin.server.client;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tocsin.server.cli.ExitCode;

/** Does something with each of several silences; one that fails keeps nobody from the next. */
final class EachOne {
    private EachOne() {}

    interface Action {
        void on(String id) throws ClientFailure;
    }

    /**
     * @return the exit status
     * @throws ClientFailure when the server is not reachable: then the others need not be tried
     */
    static int of(CommandSpec spec, List<String> ids, Action action) throws ClientFailure {
        int failed = 0;
        PrintWriter err = spec.commandLine().getErr();
        for (String id : ids) {
            try {
                action.on(id);
            } catch (ClientFailure e) {
                if (e.exitCode() == ExitCode.COULD_NOT) {
                    throw e;
                }
                failed++;
                err.println("tocsin: %s: %s".formatted(id, e.getMessage()));
                err.flush();
            }
        }
        return failed == 0 ? ExitCode.FINE : ExitCode.PROBLEMS;
    }
}
