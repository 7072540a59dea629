package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.model.Matcher;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;

/** Which alerts are shown, and how: of {@code tocsin alerts} with and without {@code query}. */
final class AlertsListing {
    @Parameters(
            arity = "0..*",
            paramLabel = "MATCHER",
            description = "E.g. HighLatency, severity=page, 'instance=~db-.+'; a first word alone is an alertname.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-a", "--active"},
            description = "Show alerts that nothing holds back; so it is when none of these four is given.")
    private boolean active;

    @Option(
            names = {"-s", "--silenced"},
            description = "Show silenced alerts.")
    private boolean silenced;

    @Option(
            names = {"-i", "--inhibited"},
            description = "Show inhibited alerts.")
    private boolean inhibited;

    @Option(
            names = {"-u", "--unprocessed"},
            description = "Show alerts that have not been looked at; there are none.")
    private boolean unprocessed;

    @Option(
            names = {"-r", "--receiver"},
            paramLabel = "REGEX",
            description = "Only alerts that go to such a receiver. Default: to any.")
    private String receiver = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json as the API has it. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Mixin
    private ServerOptions server = new ServerOptions();

    /** @return the exit status */
    int show(CommandSpec spec) {
        List<Matcher> matchers = MatcherArguments.parse(spec, arguments);
        return server.ask(spec, client -> {
            print(
                    spec,
                    client.get("/api/v2/alerts" + query(matchers)).accepted().list());
            return ExitCode.FINE;
        });
    }

    /** All four are said: what they mean when they are absent is not what it means here. */
    private String query(List<Matcher> matchers) {
        boolean none = !active && !silenced && !inhibited && !unprocessed;
        String states = "active=%s&silenced=%s&inhibited=%s&unprocessed=%s"
                .formatted(active || none, silenced, inhibited, unprocessed);
        String filters = MatcherArguments.query(matchers);
        return (filters.isEmpty() ? "?" : filters + "&")
                + states
                + (receiver.isEmpty() ? "" : "&receiver=" + MatcherArguments.encode(receiver));
    }

    private void print(CommandSpec spec, JsonArray alerts) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(alerts.encode());
        } else {
            List<JsonObject> objects = ApiTexts.objects(alerts).toList();
            out.print(AlertTable.of(objects, ZoneId.systemDefault()));
        }
    }
}
