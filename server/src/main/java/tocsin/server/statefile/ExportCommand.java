package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;
import tocsin.state.StateStoreException;
import tocsin.state.sqlite.StateReader;

/** {@code tocsin state export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a backup of the state, as of one moment, for `tocsin state import`: one JSON document to a line."
                        + " The history of decisions is not in it. May be used while Tocsin runs. Exit status 1 when rows are damaged,"
                        + " which are then not in it.")
final class ExportCommand implements Callable<Integer> {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Where to write it; - for standard output. A file of that name is replaced when the new one is complete.")
    private Path file = STANDARD_OUTPUT;

    @Mixin
    private StorageOption storage = new StorageOption();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "How the summary is printed: text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final OutputStream standardOutput;

    ExportCommand() {
        this(System.out);
    }

    ExportCommand(OutputStream standardOutput) {
        this.standardOutput = standardOutput;
    }

    @Override
    public Integer call() {
        return storage.attempt(spec, this::export);
    }

    private int export() {
        try (StateReader state = StateReader.open(storage.path)) {
            BackupWriter.Written written = write(state);
            print(written);
            return written.problems().isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS;
        } catch (IOException e) {
            throw new StateStoreException("the backup %s cannot be written: %s".formatted(file, e), e);
        }
    }

    private BackupWriter.Written write(StateReader state) throws IOException {
        Instant now = Instant.now();
        return file.equals(STANDARD_OUTPUT)
                ? BackupWriter.write(state, now, standardOutput)
                : BackupFile.write(file, out -> BackupWriter.write(state, now, out));
    }

    /** Standard output may be the backup itself. */
    private void print(BackupWriter.Written written) {
        PrintWriter out = file.equals(STANDARD_OUTPUT)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            JsonArray problems = new JsonArray();
            written.problems().forEach(problem -> problems.add(problem.json()));
            JsonObject rows = new JsonObject();
            written.rows().forEach(rows::put);
            out.println(new JsonObject()
                    .put("file", file.toString())
                    .put("rows", rows)
                    .put("problems", problems)
                    .encodePrettily());
        } else {
            written.problems().forEach(problem -> out.println("not in the backup: " + problem.text()));
            out.printf(
                    "%d rows of %d tables in %s%n",
                    written.all(), written.rows().size(), file);
        }
        out.flush();
    }
}
