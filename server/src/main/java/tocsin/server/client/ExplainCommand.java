package tocsin.server.client;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/** {@code tocsin explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
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
            description = "The fingerprint of an alert, or all of its labels, e.g. alertname=DiskFull instance=db1.")
    private List<String> alert = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Tells how it was then, from what is on record; RFC 3339, e.g. 2026-01-02T03:04:05Z. Default: now.")
    private @Nullable OffsetDateTime at;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, or json, which is what the server answers. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

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
                : alert.stream().map(this::label).collect(Collectors.joining("&"));
        return at == null ? subject : subject + "&at=" + encoded(at.toInstant().toString());
    }

    private String label(String text) {
        if (text.indexOf('=') < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`%s` is neither a fingerprint of 16 hex digits nor a label; write e.g. alertname=DiskFull"
                            .formatted(text));
        }
        return "label=" + encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private int print(ApiAnswer answer) throws ClientFailure {
        if (answer.unknownPath() && !answer.body().startsWith("{")) {
            throw ClientFailure.couldNot(
                    answer.request() + ": the server explains nothing; does --url name Tocsin, with its path prefix?");
        }
        JsonObject explanation = answer.accepted().object();
        spec.commandLine()
                .getOut()
                .println(output == OutputFormat.json ? answer.body().strip() : ExplanationText.of(explanation));
        return ExitCode.FINE;
    }
}
