package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;

/** {@code tocsin state verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Reads every row of the state and prints each problem. Exit status 1 when there is one. Changes nothing,"
                        + " and may be used while Tocsin runs.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private StorageOption storage = new StorageOption();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return storage.attempt(spec, this::verify);
    }

    private int verify() {
        Verification verification = Verification.of(storage.path);
        print(verification);
        return verification.problems().isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private void print(Verification verification) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(json(verification).encodePrettily());
        } else {
            printText(verification, out);
        }
        out.flush();
    }

    private static JsonObject json(Verification verification) {
        JsonArray problems = new JsonArray();
        verification.problems().forEach(problem -> problems.add(problem.json()));
        return new JsonObject()
                .put("rows", verification.rows())
                .put("problems", problems)
                .put("in_use_by", verification.user())
                .put("unknown_tables", new JsonArray(verification.unknownTables()));
    }

    private void printText(Verification verification, PrintWriter out) {
        verification.problems().forEach(problem -> out.println(problem.text()));
        for (String table : verification.unknownTables()) {
            out.printf("%s: unknown to this version of the program; only checksums were looked at%n", table);
        }
        if (verification.user() != null) {
            out.printf(
                    "process %s uses the state: the end of its write-ahead log was not looked at%n",
                    verification.user());
        }
        int problems = verification.problems().size();
        out.printf(
                "%s: %d rows, %s%n",
                storage.path,
                verification.rows(),
                problems == 0 ? "no problems" : problems == 1 ? "1 problem" : problems + " problems");
    }
}
