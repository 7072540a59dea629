package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;
import tocsin.server.client.TextTable;
import tocsin.state.sqlite.StateReader;

/** {@code tocsin state info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description =
                "Tells what is in the state directory: files, who wrote it and who uses it, and the rows of each table."
                        + " Changes nothing, and may be used while Tocsin runs.")
final class InfoCommand implements Callable<Integer> {
    @Mixin
    private StorageOption storage = new StorageOption();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** All that is told. */
    private record Info(StateFiles files, StateReader.Facts facts, List<TableSummary> tables, Optional<String> hint) {}

    @Override
    public Integer call() {
        return storage.attempt(spec, this::tell);
    }

    private int tell() {
        Optional<String> hint = StateHints.alertmanagerFiles(storage.path);
        if (!StateReader.isState(storage.path)) {
            hint.ifPresent(spec.commandLine().getErr()::println);
        }
        // Before the reader, whose look at a running file would show among the files.
        StateFiles files = StateReader.isState(storage.path) ? StateFiles.in(storage.path) : new StateFiles(List.of());
        Instant now = Instant.now();
        try (StateReader state = StateReader.open(storage.path)) {
            List<TableSummary> tables = state.tables().stream()
                    .map(table -> TableSummary.of(state, table, now))
                    .toList();
            print(new Info(files, state.facts(), tables, hint));
        }
        return ExitCode.FINE;
    }

    private void print(Info info) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(json(info).encodePrettily());
        } else {
            out.print(text(info));
        }
        out.flush();
    }

    private String text(Info info) {
        StringBuilder text = new StringBuilder();
        line(text, "directory", storage.path.toString());
        line(text, "schema", String.valueOf(info.facts().schema()));
        line(text, "written by", info.facts().found().writtenBy());
        line(text, "last written", String.valueOf(info.facts().found().lastWrittenAt()));
        line(text, "use", use(info.facts()));
        if (info.facts().tornBytes() > 0) {
            line(
                    text,
                    "log",
                    "%d bytes at its end are no whole write; the next start cuts them"
                            .formatted(info.facts().tornBytes()));
        }
        for (String file : info.files().setAside()) {
            line(text, "set aside", file + " (a damaged file; delete it when you do not need it)");
        }
        info.hint().ifPresent(hint -> line(text, "hint", hint));
        return text.append(System.lineSeparator())
                .append(files(info.files()))
                .append(System.lineSeparator())
                .append(tables(info.tables()))
                .toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-14s%s%n".formatted(name, value));
    }

    private static String use(StateReader.Facts facts) {
        if (facts.user() != null) {
            return "in use by process " + facts.user();
        }
        return facts.found().closedCleanly()
                ? "not in use, closed in good order"
                : "not in use; its last process was killed, or the machine went down";
    }

    private static TextTable files(StateFiles files) {
        TextTable table = new TextTable("FILE", "BYTES");
        files.files().forEach(file -> table.row(file.name(), Long.toString(file.bytes())));
        return table;
    }

    private static TextTable tables(List<TableSummary> tables) {
        TextTable table = new TextTable("TABLE", "LIVE", "REMOVED", "EXPIRED", "OLDEST", "NEWEST");
        tables.forEach(each -> table.row(each.cells()));
        return table;
    }

    private JsonObject json(Info info) {
        Instant lastWritten = info.facts().found().lastWrittenAt();
        JsonArray files = new JsonArray();
        info.files()
                .files()
                .forEach(file ->
                        files.add(new JsonObject().put("name", file.name()).put("bytes", file.bytes())));
        JsonArray tables = new JsonArray();
        info.tables().forEach(each -> tables.add(each.json()));
        return new JsonObject()
                .put("directory", storage.path.toString())
                .put("schema", info.facts().schema())
                .put("written_by", info.facts().found().writtenBy())
                .put("last_written_at", lastWritten == null ? null : lastWritten.toString())
                .put("in_use_by", info.facts().user())
                .put("closed_cleanly", info.facts().found().closedCleanly())
                .put("torn_log_bytes", info.facts().tornBytes())
                .put("set_aside", new JsonArray(info.files().setAside()))
                .put("hint", info.hint().orElse(null))
                .put("files", files)
                .put("tables", tables);
    }
}
