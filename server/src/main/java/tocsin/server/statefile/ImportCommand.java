package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/** {@code tocsin state import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Merges backups of Tocsin, or the silences and the notification log of a stopped Alertmanager, into the"
                        + " state while Tocsin does not run. Newer rows stay, so that doing it twice changes nothing. Files are"
                        + " recognised by what is in them; all are read before anything is written. Exit status 1 when one of them is"
                        + " cut, altered or something else, 3 when a process uses the state.")
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A backup; a file silences or nflog of Alertmanager; or the directory in which these lie.")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private StorageOption storage = new StorageOption();

    @Option(names = "--dry-run", description = "Only tells what would change; may be used while Tocsin runs.")
    private boolean dryRun;

    @Option(
            names = "--skip-unreadable",
            description = "Imports of damaged files of Alertmanager what can be read, rather than nothing.")
    private boolean skipUnreadable;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return storage.attempt(spec, this::importAll);
    }

    private int importAll() {
        if (!dryRun) {
            StateMerge.refuseIfInUse(storage.path);
        }
        Instant now = Instant.now();
        ImportSources sources = ImportSources.read(paths, skipUnreadable, now);
        if (!sources.problems().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            sources.problems().forEach(problem -> err.println("tocsin: " + problem));
            err.println("tocsin: nothing was imported");
            err.flush();
            return ExitCode.PROBLEMS;
        }
        merge(sources.sources(), now);
        return ExitCode.FINE;
    }

    private void merge(List<ImportSource> sources, Instant now) {
        try {
            MergePlan plan = MergePlan.of(sources, storage.path, now);
            if (!dryRun && !plan.changesNothing()) {
                StateMerge.write(plan, storage.path, spec.commandLine().getErr());
            }
            print(sources, plan);
        } catch (IOException | Backup.BadBackup e) {
            throw new StateStoreException("a file changed while it was read; do it again: " + e.getMessage(), e);
        }
    }

    private void print(List<ImportSource> sources, MergePlan plan) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            JsonArray files = new JsonArray();
            sources.forEach(source -> files.add(source.json()));
            out.println(new JsonObject()
                    .put("dry_run", dryRun)
                    .put("files", files)
                    .put("tables", plan.json())
                    .encodePrettily());
        } else {
            for (ImportSource source : sources) {
                out.printf("%s: %s%n", source.file(), source.summary());
                source.notes().forEach(note -> out.printf("  %s%n", note));
            }
            out.print(plan.text());
            out.println(outcome(plan));
        }
        out.flush();
    }

    private String outcome(MergePlan plan) {
        if (plan.changesNothing()) {
            return "nothing to write: all that is of use is in %s already".formatted(storage.path);
        }
        return dryRun ? "nothing was written" : "imported into " + storage.path;
    }
}
