package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code tocsin alerts add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sends an alert to a running server, as `amtool alert add`. It goes where its labels lead, and people"
                        + " are notified.")
final class AlertsAddCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "Labels, e.g. severity=page; a first word alone is an alertname.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--annotation",
            paramLabel = "NAME=TEXT",
            description = "E.g. summary='Disk is full'; repeatable. Default: none.")
    private Map<String, String> annotations = new LinkedHashMap<>();

    @Option(names = "--generator-url", paramLabel = "URL", description = "Where it comes from. Default: none.")
    private String generatorUrl = "";

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Since when it fires: RFC 3339 or e.g. 18:00. Default: now.")
    private @Nullable String start;

    @Option(
            names = "--end",
            paramLabel = "TIME",
            description = "When it ends: RFC 3339 or e.g. 18:00. Default: when the server's resolve_timeout is over.")
    private @Nullable String end;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JsonObject alert = new JsonObject().put("labels", labels());
        JsonObject texts = new JsonObject();
        annotations.forEach(texts::put);
        alert.put("annotations", texts);
        put(alert, "startsAt", start);
        put(alert, "endsAt", end);
        if (!generatorUrl.isEmpty()) {
            alert.put("generatorURL", generatorUrl);
        }
        return server.ask(spec, client -> {
            ApiAnswer unused = client.post(
                            "/api/v2/alerts", new JsonArray().add(alert).toBuffer())
                    .accepted();
            return ExitCode.FINE;
        });
    }

    private JsonObject labels() {
        JsonObject labels = new JsonObject();
        MatcherArguments.labels(spec, arguments).forEach(label -> labels.put(label.name(), label.value()));
        return labels;
    }

    private void put(JsonObject alert, String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            alert.put(
                    field,
                    SpokenTime.anyTime(text, Instant.now(), ZoneId.systemDefault())
                            .toString());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
