package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.model.LabelNames;

/**
 * Verdicts on Prometheus' own test files, which are read where the workplace keeps them. Expected is what 3.14 says by
 * the notes of the manifest; promtool 2.42 says otherwise on some.
 */
class RuleCorpusTest {
    /** Refused only under legacy names; the default accepts it. */
    private static final String LEGACY_ONLY = "legacy_validation_annotation.bad.yaml";

    private static final Set<String> LINTED = Set.of("prometheus-rules.lint.yml", "test.yaml", "test_aliases.yaml");

    private static Path corpus() {
        Path root =
                Path.of(System.getProperty("tocsin.root", ".")).toAbsolutePath().normalize();
        for (Path at = root; at != null; at = at.getParent()) {
            Path corpus = at.resolve("shared/corpus/rules");
            if (Files.isDirectory(corpus)) {
                return corpus;
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            return fail("shared/corpus/rules is required on CI; looked beside and above " + root);
        }
        return abort("no shared/corpus/rules beside or above " + root);
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(corpus().resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static List<Problem> problems(Path path, RuleFileOptions options) {
        Problems problems = new Problems(path.getFileName().toString());
        new RuleFiles(options, Path.of("")).read(path, problems);
        return problems.list();
    }

    @TestFactory
    Stream<DynamicTest> good_files_are_accepted() throws IOException {
        return files("good").stream()
                .map(path -> DynamicTest.dynamicTest(
                        path.getFileName().toString(),
                        () -> assertThat(problems(path, RuleTexts.PROMETHEUS)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> bad_files_are_refused_with_a_place() throws IOException {
        return files("bad").stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> refused(path)));
    }

    private static void refused(Path path) {
        boolean legacyOnly = path.endsWith(LEGACY_ONLY);
        if (legacyOnly) {
            assertThat(problems(path, RuleTexts.PROMETHEUS)).isEmpty();
        }
        List<Problem> problems =
                problems(path, legacyOnly ? RuleTexts.PROMETHEUS.withNames(LabelNames.CLASSIC) : RuleTexts.PROMETHEUS);
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.position() != null);
    }

    @Test
    void the_lint_finds_what_upstreams_finds() throws IOException {
        for (Path path : files("good")) {
            RuleFile file = new RuleFiles(RuleTexts.PROMETHEUS, Path.of("")).read(path, new Problems("x"));
            String name = path.getFileName().toString();
            assertThat(file).as(name).isNotNull();
            assertThat(DuplicateRules.in(file)).as(name).hasSize(expectedDuplicates(name));
        }
    }

    private static int expectedDuplicates(String name) {
        if (name.equals("test_aliases.yaml")) {
            return 2;
        }
        return LINTED.contains(name) ? 1 : 0;
    }
}
