package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.model.Matcher;
import tocsin.server.cli.DurationConverter;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;
import tocsin.time.Clock;

/** {@code tocsin silence query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows the silences that have all of these matchers among theirs, as `amtool silence query`. Those that"
                        + " are over are not shown unless --expired is given.")
final class SilenceQueryCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "MATCHER",
            description = "A matcher that the silence has, to the letter; a first word alone is an alertname.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--expired", description = "Show those that are over instead.")
    private boolean expired;

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description =
                    "Only those that end within this time, or with --expired have ended within it. 0s is any time."
                            + " Default: ${DEFAULT-VALUE}.")
    private Duration within = Duration.ZERO;

    @Option(
            names = "--created-by",
            paramLabel = "NAME",
            description = "Only those of this author. Default: of anybody.")
    private @Nullable String author;

    @Option(names = "--id", paramLabel = "ID", description = "Only the one with this id. Default: any.")
    private @Nullable String id;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print ids only.")
    private boolean quiet;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json as the API has it. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    SilenceQueryCommand() {
        this(Instant::now);
    }

    SilenceQueryCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<Matcher> matchers = MatcherArguments.parse(spec, arguments);
        return server.ask(spec, client -> {
            print(SilenceList.ask(client, matchers).stream().filter(this::keeps).toList());
            return ExitCode.FINE;
        });
    }

    private boolean keeps(JsonObject silence) {
        return SilenceList.isExpired(silence) == expired
                && (author == null || author.equals(ApiTexts.text(silence, "createdBy")))
                && (id == null || id.equalsIgnoreCase(ApiTexts.text(silence, "id")))
                && (within.isZero() || endsWithin(silence));
    }

    private boolean endsWithin(JsonObject silence) {
        Instant end = ApiTexts.time(silence, "endsAt").orElse(Instant.MAX);
        Instant now = clock.now();
        return expired ? !end.isBefore(now.minus(within)) : !end.isAfter(now.plus(within));
    }

    private void print(List<JsonObject> silences) {
        PrintWriter out = spec.commandLine().getOut();
        if (quiet) {
            silences.forEach(silence -> out.println(ApiTexts.text(silence, "id")));
        } else if (output == OutputFormat.json) {
            out.println(new JsonArray(silences).encode());
        } else {
            out.print(SilenceList.table(silences, ZoneId.systemDefault()));
        }
    }
}
