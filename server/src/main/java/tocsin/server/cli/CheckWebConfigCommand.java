package tocsin.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.server.webconfig.WebConfigFile;

/** {@code tocsin check web-config}. */
@Command(
        name = "web-config",
        mixinStandardHelpOptions = true,
        description =
                "Prints every problem of files for --web.config.file, and of the certificates and keys that they name,"
                        + " as file:line:column: message. Exit status 1 when there is an error.")
final class CheckWebConfigCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files such as web-config.yml.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (Path file : files) {
            Problems ofFile = new Problems(file.toString());
            String summary = new WebConfigFile(file, Instant::now).check(ofFile);
            problems.addAll(ofFile.list());
            verdicts.add(file + ": " + (summary == null ? "FAILED" : "SUCCESS: " + summary));
        }
        print(problems, verdicts);
        return problems.stream().anyMatch(Problem::isError) ? ExitCode.PROBLEMS : ExitCode.FINE;
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
