package tocsin.server.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    private @Nullable String at;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:9093",
            description = "Of the server, with its prefix; may have user:password@. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://localhost:9093");

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, or json, which is what the server answers. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "--url is not the URL of a server; write e.g. http://localhost:9093");
        }
        String query = query();
        try {
            return print(new RunningServer(url).get(PATH + query));
        } catch (RunningServer.NotReachable e) {
            return refuse(e.getMessage(), ExitCode.COULD_NOT);
        }
    }

    private String query() {
        String subject = alert.size() == 1 && FINGERPRINT.matcher(alert.get(0)).matches()
                ? "fingerprint=" + alert.get(0)
                : alert.stream().map(this::label).collect(Collectors.joining("&"));
        return at == null ? subject : subject + "&at=" + encoded(at);
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

    private int print(RunningServer.Answer answer) {
        if (answer.status() != 200) {
            return refused(answer);
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonObject explanation = new JsonObject(answer.body());
            out.println(output == OutputFormat.json ? answer.body().strip() : ExplanationText.of(explanation));
        } catch (DecodeException e) {
            return refuse("the answer is not that of Tocsin; is --url right?", ExitCode.COULD_NOT);
        }
        out.flush();
        return ExitCode.FINE;
    }

    /** Other servers, too, answer 404. */
    private int refused(RunningServer.Answer answer) {
        String message = message(answer);
        return message == null
                ? refuse(
                        "the server answered %d, and not as Tocsin does; is --url right?".formatted(answer.status()),
                        ExitCode.COULD_NOT)
                : refuse(message, exitCode(answer.status()));
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 400 -> CommandLine.ExitCode.USAGE;
            case 404 -> ExitCode.PROBLEMS;
            default -> ExitCode.COULD_NOT;
        };
    }

    private static @Nullable String message(RunningServer.Answer answer) {
        try {
            return new JsonObject(answer.body()).getString("message");
        } catch (DecodeException e) {
            return null;
        }
    }

    private int refuse(@Nullable String message, int status) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tocsin: " + message);
        err.flush();
        return status;
    }
}
