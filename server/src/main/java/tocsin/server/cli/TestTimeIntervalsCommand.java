package tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.config.NearestName;
import tocsin.router.config.RoutingConfig;
import tocsin.router.mute.NamedTimeInterval;

/** {@code tocsin time-intervals test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Prints of each time whether the named interval is in force then: TIMESTAMP active or TIMESTAMP"
                + " inactive. Exit status 1 when the file has errors or no such interval.")
final class TestTimeIntervalsCommand implements Callable<Integer> {
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[-+]\\d\\d:\\d\\d)");

    @Mixin
    private ConfigFile configFile = new ConfigFile();

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The interval, of time_intervals or mute_time_intervals. Default: none, it is needed.")
    private String name = "";

    @Parameters(arity = "1..*", paramLabel = "TIMESTAMP", description = "RFC 3339, e.g. 2026-03-29T02:30:00+01:00.")
    private List<String> timestamps = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, or json, which also tells when it changes next. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param written as on the command line */
    private record Asked(String written, Instant at) {}

    @Override
    public Integer call() {
        List<Asked> asked = timestamps.stream().map(this::asked).toList();
        PrintWriter err = spec.commandLine().getErr();
        RoutingConfig config = configFile.read(err);
        if (config == null) {
            return ExitCode.PROBLEMS;
        }
        Optional<NamedTimeInterval> interval = config.timeIntervals().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (interval.isEmpty()) {
            err.println(unknown(config));
            err.flush();
            return ExitCode.PROBLEMS;
        }
        print(interval.get(), asked);
        return ExitCode.FINE;
    }

    private Asked asked(String written) {
        if (RFC_3339.matcher(written).matches()) {
            try {
                return new Asked(written, OffsetDateTime.parse(written).toInstant());
            } catch (DateTimeParseException e) {
                throw notTime(written, ": there is no such time");
            }
        }
        throw notTime(written, "");
    }

    private ParameterException notTime(String written, String why) {
        return new ParameterException(
                spec.commandLine(),
                "`%s` is not a time%s; write it as RFC 3339 with seconds and zone, e.g. 2026-03-29T02:30:00Z"
                        .formatted(written, why));
    }

    private String unknown(RoutingConfig config) {
        List<String> names =
                config.timeIntervals().stream().map(NamedTimeInterval::name).toList();
        String hint = NearestName.hint(name, names);
        String known = names.isEmpty() ? "it defines none" : "it defines " + String.join(", ", names);
        return "tocsin: %s has no time interval `%s`%s"
                .formatted(configFile.path(), name, hint.isEmpty() ? "; " + known : hint);
    }

    private void print(NamedTimeInterval interval, List<Asked> asked) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(RouteJson.array(asked, each -> json(interval, each)).encode());
        } else {
            asked.forEach(each -> out.println(each.written() + ' ' + word(interval, each)));
        }
        out.flush();
    }

    private static String word(NamedTimeInterval interval, Asked asked) {
        return interval.contains(asked.at()) ? "active" : "inactive";
    }

    /** {@code next_change} is null when there is none within a hundred years. */
    private static JsonObject json(NamedTimeInterval interval, Asked asked) {
        String change = interval.nextChange(asked.at()).map(Instant::toString).orElse(null);
        return new JsonObject()
                .put("timestamp", asked.written())
                .put("active", interval.contains(asked.at()))
                .put("next_change", change);
    }
}
