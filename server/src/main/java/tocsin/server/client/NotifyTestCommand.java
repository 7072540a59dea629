package tocsin.server.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.model.Matcher;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;

/** {@code tocsin notify test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells a receiver of an alert that nobody has, marked [TEST], as the running server tells it of others, and shows"
                        + " what each of its integrations answered to one attempt. Whoever is paged by the receiver is paged. Exit status 1"
                        + " when one of them did not take it, 3 when the server cannot be reached.")
final class NotifyTestCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RECEIVER", description = "A receiver to which a route leads.")
    private String receiver = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "Labels of the alert, for templates that look at them, e.g. severity=critical.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--resolve",
            description =
                    "Tell it afterwards that the alert is over, unless it has refused the alert or wants no resolutions: a"
                            + " service that opens an incident closes it again.")
    private boolean resolve;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, or json, which is what the server answers. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Buffer request = request().toBuffer();
        return server.ask(
                spec,
                client -> print(client.post(
                        "/api/tocsin/v1/receivers/%s/test".formatted(MatcherArguments.encode(receiver)), request)));
    }

    private JsonObject request() {
        JsonObject named = new JsonObject();
        for (Matcher label : MatcherArguments.labels(spec, labels)) {
            named.put(label.name(), label.value());
        }
        return new JsonObject().put("labels", named).put("resolve", resolve);
    }

    private int print(ApiAnswer answer) throws ClientFailure {
        if (answer.status() == 404) {
            throw answer.missing();
        }
        JsonObject tested = answer.accepted().object();
        PrintWriter out = spec.commandLine().getOut();
        List<JsonObject> integrations = objects(tested.getJsonArray("integrations"));
        if (output == OutputFormat.json) {
            out.println(answer.body().strip());
        } else {
            integrations.forEach(integration -> print(out, integration));
            notes(tested, integrations);
        }
        return !integrations.isEmpty() && integrations.stream().allMatch(NotifyTestCommand::took)
                ? ExitCode.FINE
                : ExitCode.PROBLEMS;
    }

    private void notes(JsonObject tested, List<JsonObject> integrations) {
        PrintWriter err = spec.commandLine().getErr();
        if (integrations.isEmpty()) {
            err.println("tocsin: the receiver %s has no integration: nobody is told".formatted(receiver));
        } else if (Boolean.TRUE.equals(tested.getBoolean("dryRun"))) {
            err.println("tocsin: the server runs with --dry-run: nothing was sent");
        }
        err.flush();
    }

    private static List<JsonObject> objects(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(JsonObject.class::cast).toList();
    }

    private static boolean took(JsonObject integration) {
        return answers(integration).allMatch(answer -> "delivered".equals(answer.getString("outcome")));
    }

    private static Stream<JsonObject> answers(JsonObject integration) {
        return Stream.of("firing", "resolved").map(integration::getJsonObject).filter(answer -> answer != null);
    }

    private static void print(PrintWriter out, JsonObject integration) {
        String name = integration.getString("integration");
        JsonObject end = integration.getJsonObject("resolved");
        print(out, name, integration.getJsonObject("firing"));
        if (end != null) {
            print(out, name + ", its end", end);
        }
    }

    private static void print(PrintWriter out, String what, JsonObject answer) {
        String words = switch (answer.getString("outcome")) {
            case "delivered" -> "delivered";
            case "retryable" -> "failed, and would be tried again";
            default -> "failed, and would be tried again at the next flush only";
        };
        String message = answer.getString("message");
        out.println(TextTable.oneLine("%s: %s in %.3f s%s"
                .formatted(
                        what,
                        words,
                        answer.getDouble("seconds"),
                        message == null ? "" : ": %s (%s)".formatted(message, answer.getString("reason")))));
        answer.getJsonArray("notes", new JsonArray())
                .forEach(note -> out.println("  " + TextTable.oneLine(String.valueOf(note))));
    }
}
