package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;
import tocsin.time.Clock;

/** {@code tocsin silence add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Silences the alerts that all matchers match, and prints the id of the silence. A first word without"
                        + " operator is an alertname. Exit status 1 when the server refuses it.")
final class SilenceAddCommand implements Callable<Integer> {
    private static final String PREVIEW = "/api/tocsin/v1/silences/preview";

    @Parameters(
            arity = "1..*",
            paramLabel = "MATCHER",
            description = "E.g. HighLatency, severity=page, 'instance=~db-.+', 'env!=test'.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private SilencePeriod times = new SilencePeriod();

    @Option(
            names = {"-c", "--comment"},
            paramLabel = "TEXT",
            description = "Why. Default: none, it is needed unless --no-require-comment is given.")
    private String comment = "";

    @Option(
            names = {"-a", "--author"},
            paramLabel = "NAME",
            description = "Who. Default: the user in --url, else the login name.")
    private @Nullable String author;

    @Option(
            names = "--annotation",
            paramLabel = "NAME=TEXT",
            description = "Kept with the silence, e.g. ticket=OPS-12; repeatable. Default: none.")
    private Map<String, String> annotations = new LinkedHashMap<>();

    @Option(
            names = "--dry-run",
            description = "Show the alerts that it would silence now, and make nothing. Needs Tocsin as the server.")
    private boolean dryRun;

    @Option(names = "--no-require-comment", description = "Accept a silence without a comment.")
    private boolean withoutComment;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    SilenceAddCommand() {
        this(Instant::now);
    }

    SilenceAddCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (comment.isBlank() && !withoutComment) {
            throw new ParameterException(
                    spec.commandLine(), "say why with --comment; --no-require-comment goes without");
        }
        Instant now = clock.now();
        SilencePeriod.Period period = times.ofNew(spec, now);
        JsonArray matchers = MatcherArguments.json(MatcherArguments.parse(spec, arguments));
        return server.ask(spec, client -> {
            JsonObject silence = silence(matchers, period);
            return dryRun ? preview(client, silence, period, now) : add(client, silence, period, now);
        });
    }

    private JsonObject silence(JsonArray matchers, SilencePeriod.Period period) {
        JsonObject silence = new JsonObject()
                .put("matchers", matchers)
                .put("startsAt", period.startsAt().toString())
                .put("endsAt", period.endsAt().toString())
                .put("createdBy", author())
                .put("comment", comment);
        if (!annotations.isEmpty()) {
            JsonObject texts = new JsonObject();
            annotations.forEach(texts::put);
            silence.put("annotations", texts);
        }
        return silence;
    }

    private String author() {
        return author != null ? author : server.user().orElseGet(() -> System.getProperty("user.name", ""));
    }

    private int preview(ApiClient client, JsonObject silence, SilencePeriod.Period period, Instant now)
            throws ClientFailure {
        ApiAnswer answer = client.post(PREVIEW, silence.toBuffer());
        if (answer.unknownPath()) {
            throw ClientFailure.couldNot(
                    "%s: this server has no preview, it may be an Alertmanager; `tocsin alerts` shows what the matchers match"
                            .formatted(answer.request()));
        }
        JsonObject preview = answer.accepted().object();
        spec.commandLine().getOut().print(output == OutputFormat.json ? preview.encode() + '\n' : text(preview));
        warn(preview);
        if (!Boolean.TRUE.equals(preview.getBoolean("accepted"))) {
            throw ClientFailure.refused("it would be refused: " + ApiTexts.text(preview, "reason"));
        }
        note("would silence " + times.show(period, now) + "; nothing was made");
        return ExitCode.FINE;
    }

    private String text(JsonObject preview) {
        List<JsonObject> alerts = ApiTexts.list(preview, "alerts");
        String head = "%s of %s firing alerts, %s of them active%n"
                .formatted(
                        ApiTexts.text(preview, "count"),
                        ApiTexts.text(preview, "total"),
                        ApiTexts.text(preview, "active"));
        String more = Boolean.TRUE.equals(preview.getBoolean("truncated"))
                ? "the first %d are:%n".formatted(alerts.size())
                : "";
        return alerts.isEmpty() ? head : head + more + AlertTable.of(alerts, times.zone());
    }

    private int add(ApiClient client, JsonObject silence, SilencePeriod.Period period, Instant now)
            throws ClientFailure {
        // Before it is made: afterwards everything that it matches is held back.
        Optional<JsonObject> before = before(client, silence);
        JsonObject made =
                client.post("/api/v2/silences", silence.toBuffer()).accepted().object();
        String id = ApiTexts.text(made, "silenceID");
        spec.commandLine().getOut().println(output == OutputFormat.json ? made.encode() : id);
        note("silences %s%s".formatted(before.map(SilenceAddCommand::count).orElse(""), times.show(period, now)));
        before.ifPresent(this::warn);
        return ExitCode.FINE;
    }

    /** Nothing when the server cannot tell, or not in time: that keeps nobody from silencing. */
    private static Optional<JsonObject> before(ApiClient client, JsonObject silence) {
        try {
            ApiAnswer preview = client.post(PREVIEW + "?limit=0", silence.toBuffer());
            return preview.successful() ? Optional.of(preview.object()) : Optional.empty();
        } catch (ClientFailure e) {
            return Optional.empty();
        }
    }

    private static String count(JsonObject preview) {
        String count = ApiTexts.text(preview, "count");
        return count.equals("1") ? "1 alert " : count + " alerts ";
    }

    private void warn(JsonObject preview) {
        if (preview.getValue("warnings") instanceof JsonArray warnings) {
            warnings.forEach(warning -> note("warning: it " + warning));
        }
    }

    private void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tocsin: " + TextTable.oneLine(text));
        err.flush();
    }
}
