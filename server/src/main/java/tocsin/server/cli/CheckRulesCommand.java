package tocsin.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.config.Position;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.rules.DuplicateRules;
import tocsin.rules.RecordingRule;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFile;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFiles;
import tocsin.rules.RuleSet;

/** {@code tocsin check rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description =
                "Prints every problem of rule files as file:line:column: message. Exit status 1 when there is one.")
final class CheckRulesCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files or globs.")
    private List<String> patterns = new ArrayList<>();

    @Option(
            names = "--rules.dialect",
            paramLabel = "DIALECT",
            description = "prometheus or vmalert. Default: prometheus.",
            converter = DialectConverter.class)
    private RuleDialect dialect = RuleDialect.PROMETHEUS;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RuleFiles files = new RuleFiles(RuleFileOptions.of(dialect).withEnvironment(System::getenv), Path.of(""));
        List<Problem> problems = new ArrayList<>();
        List<Checked> checked = new ArrayList<>();
        for (Path path : files.expand(patterns, problems)) {
            Problems ofFile = new Problems(path.toString());
            RuleFile file = files.read(path, ofFile);
            if (file != null) {
                DuplicateRules.in(file)
                        .forEach(duplicate -> ofFile.warning(
                                (Position) null,
                                "%d rules \"%s\" have equal labels %s; they cannot be told apart"
                                        .formatted(duplicate.count(), duplicate.name(), duplicate.labels())));
            }
            problems.addAll(ofFile.list());
            checked.add(new Checked(path.toString(), file));
        }
        boolean nothingMatched = checked.isEmpty();
        print(checked, problems, nothingMatched);
        return nothingMatched || problems.stream().anyMatch(Problem::isError) ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    /** @param file null when it has errors */
    private record Checked(String name, @Nullable RuleFile file) {
        RuleSet rules() {
            return file == null ? RuleSet.empty() : RuleSet.of(List.of(file));
        }
    }

    private void print(List<Checked> checked, List<Problem> problems, boolean nothingMatched) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(ProblemsJson.of(problems));
            return;
        }
        problems.forEach(out::println);
        for (Checked file : checked) {
            out.println(
                    file.file() == null
                            ? file.name() + ": FAILED"
                            : "%s: SUCCESS: %d rules found"
                                    .formatted(file.name(), file.rules().ruleCount()));
        }
        if (nothingMatched) {
            out.println("no file to check");
        }
        notes(checked).forEach(out::println);
        out.flush();
    }

    /** What is fine in a file and yet not done by this version; once, whatever the number of files. */
    private static List<String> notes(List<Checked> checked) {
        List<String> notes = new ArrayList<>();
        long recording = checked.stream()
                .flatMap(file -> file.rules().groups().stream())
                .flatMap(group -> group.rules().stream())
                .filter(RecordingRule.class::isInstance)
                .count();
        if (recording > 0) {
            notes.add("note: %d recording rules are evaluated, but nothing is written: this version has no remote write"
                    .formatted(recording));
        }
        return notes;
    }
}
