package tocsin.server.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.server.cli.ExitCode;
import tocsin.server.cli.OutputFormat;

/** {@code tocsin explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells why an alert was, was not or will be notified: in one sentence, then gate by gate, then what"
                        + " happens next and when. Labels that no alert has are answered for one that would come now. Exit status 1"
                        + " when there is no such alert, 3 when the server cannot be reached.")
public final class ExplainCommand implements Callable<Integer> {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{16}");
    private static final String PATH = "/api/tocsin/v1/explain?";

    @Parameters(
            arity = "1..*",
            paramLabel = "FINGERPRINT|NAME=VALUE",
            description = "The fingerprint of an alert, or all of its labels, e.g. alertname=DiskFull instance=db1; a"
                    + " first word alone is an alertname.")
    private List<String> alert = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Tells how it was then, from what is on record; RFC 3339, e.g. 2026-01-02T03:04:05Z. Default: now.")
    private @Nullable String at;

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
        String query = query();
        return server.ask(spec, client -> print(client.get(PATH + query)));
    }

    private String query() {
        String subject = alert.size() == 1 && FINGERPRINT.matcher(alert.get(0)).matches()
                ? "fingerprint=" + alert.get(0)
                : MatcherArguments.labels(spec, alert).stream()
                        .map(label -> "label=" + MatcherArguments.encode(label.name() + '=' + label.value()))
                        .collect(Collectors.joining("&"));
        return at == null ? subject : subject + "&at=" + MatcherArguments.encode(at);
    }

    private int print(ApiAnswer answer) throws ClientFailure {
        JsonObject explanation = explanation(answer);
        spec.commandLine()
                .getOut()
                .println(output == OutputFormat.json ? answer.body().strip() : ExplanationText.of(explanation));
        return ExitCode.FINE;
    }

    private static JsonObject explanation(ApiAnswer answer) throws ClientFailure {
        return switch (answer.status()) {
            case 200 -> answer.object();
            case 400 -> throw ClientFailure.misused(answer.words());
            case 404 -> throw answer.missing();
            default -> throw ClientFailure.couldNot("%s: %s".formatted(answer.request(), answer.words()));
        };
    }
}
