package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.model.Matcher;
import tocsin.server.cli.ExitCode;

/** {@code tocsin silence export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints silences as a JSON list, which `tocsin silence import` and `amtool silence import` read.")
final class SilenceExportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "MATCHER",
            description = "Only silences that have this matcher, to the letter; a first word alone is an alertname.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--expired", description = "Also those that are over, which cannot be imported but can be read.")
    private boolean expired;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Matcher> matchers = MatcherArguments.parse(spec, arguments);
        return server.ask(spec, client -> {
            JsonArray kept = new JsonArray();
            SilenceList.ask(client, matchers).stream()
                    .filter(silence -> expired || !SilenceList.isExpired(silence))
                    .forEach(kept::add);
            spec.commandLine().getOut().println(kept.encode());
            return ExitCode.FINE;
        });
    }
}
