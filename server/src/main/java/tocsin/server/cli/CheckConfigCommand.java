package tocsin.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.matcher.MatcherMode;
import tocsin.server.routing.LoadedRouting;
import tocsin.server.routing.RoutingFiles;
import tocsin.templates.exec.TemplateLimits;

/** {@code tocsin check config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description =
                "Prints every problem of routing configurations and of the template files that they name, as"
                        + " file:line:column: message, and tries each template on examples. Exit status 1 when there is an error.")
final class CheckConfigCommand implements Callable<Integer> {
    private static final Path WORKING_DIRECTORY = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files such as alertmanager.yml.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RoutingFiles reader = new RoutingFiles(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION);
        List<Problem> problems = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (Path file : files) {
            Problems ofFile = new Problems(file.toString());
            LoadedRouting routing = read(reader, file, ofFile);
            problems.addAll(ofFile.list());
            verdicts.add(file + ": " + verdict(routing));
        }
        print(problems, verdicts);
        return problems.stream().anyMatch(Problem::isError) ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    private static @Nullable LoadedRouting read(RoutingFiles reader, Path file, Problems problems) {
        Source source = Source.read(file.toString(), file, Source.DEFAULT_MAX_BYTES, problems);
        TemplateRuntime runtime = new TemplateRuntime(Instant::now, TemplateLimits.defaults(System::nanoTime));
        Path directory = file.getParent() == null ? WORKING_DIRECTORY : file.getParent();
        return source == null ? null : reader.judge(source, directory, problems, runtime);
    }

    private static String verdict(@Nullable LoadedRouting routing) {
        return routing == null
                ? "FAILED"
                : "SUCCESS: %d receivers and %d templates found"
                        .formatted(
                                routing.config().receivers().size(),
                                routing.templates().names().size());
    }

    private void print(List<Problem> problems, List<String> verdicts) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(ProblemsJson.of(problems));
            return;
        }
        problems.forEach(out::println);
        verdicts.forEach(out::println);
        out.flush();
    }
}
