package tocsin.server.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.model.Matcher;

/** {@code tocsin silence expire}. */
@Command(
        name = "expire",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ends silences now. Each is tried; exit status 1 when one could not be ended.")
final class SilenceExpireCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "ID|MATCHER",
            description = "Ids of silences; or matchers, which stand for all silences that have all of them, e.g."
                    + " alertname=HighLatency.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "No notes about what was ended.")
    private boolean quiet;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Set<String> ids = new LinkedHashSet<>(
                arguments.stream().filter(text -> !isMatcher(text)).toList());
        List<Matcher> matchers = MatcherArguments.parse(
                spec, arguments.stream().filter(SilenceExpireCommand::isMatcher).toList());
        return server.ask(spec, client -> {
            if (!matchers.isEmpty()) {
                ids.addAll(withMatchers(client, matchers));
            }
            return EachOne.of(spec, List.copyOf(ids), id -> expire(client, id));
        });
    }

    private static boolean isMatcher(String text) {
        return text.indexOf('=') >= 0 || text.contains("!~");
    }

    private static List<String> withMatchers(ApiClient client, List<Matcher> matchers) throws ClientFailure {
        List<String> ids = SilenceList.ask(client, matchers).stream()
                .filter(silence -> !SilenceList.isExpired(silence))
                .map(silence -> ApiTexts.text(silence, "id"))
                .toList();
        if (ids.isEmpty()) {
            throw ClientFailure.refused(
                    "no silence that is not over has these matchers; `tocsin silence query` shows all");
        }
        return ids;
    }

    private void expire(ApiClient client, String id) throws ClientFailure {
        ApiAnswer answer = client.delete("/api/v2/silence/" + MatcherArguments.encode(id));
        if (answer.status() == 404 && answer.body().isEmpty()) {
            throw ClientFailure.refused("there is no such silence");
        }
        ApiAnswer unused = answer.accepted();
        if (!quiet) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("tocsin: %s is over".formatted(id));
            err.flush();
        }
    }
}
