package tocsin.rules;

import java.util.List;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;

/** Reads texts as files named {@code rules.yml}. */
final class RuleTexts {
    static final RuleFileOptions PROMETHEUS = RuleFileOptions.of(RuleDialect.PROMETHEUS);
    static final RuleFileOptions VMALERT = RuleFileOptions.of(RuleDialect.VMALERT);

    private RuleTexts() {}

    static List<String> problems(String text, RuleFileOptions options) {
        Problems problems = new Problems("rules.yml");
        new RuleFileReader(options).read(new Source("rules.yml", text), problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    static RuleFile read(String text, RuleFileOptions options) {
        Problems problems = new Problems("rules.yml");
        RuleFile file = new RuleFileReader(options).read(new Source("rules.yml", text), problems);
        if (file == null) {
            throw new AssertionError(problems.list());
        }
        return file;
    }

    static RuleFile read(String text) {
        return read(text, PROMETHEUS);
    }

    static List<String> problems(String text) {
        return problems(text, PROMETHEUS);
    }

    /** A file with one group of one alert that has these further lines. */
    static String alertWith(String... lines) {
        return "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up == 0\n" + indented("    ", lines);
    }

    static String groupWith(String... lines) {
        return "groups:\n- name: g\n" + indented("  ", lines);
    }

    private static String indented(String by, String... lines) {
        return lines.length == 0 ? "" : by + String.join("\n" + by, lines) + "\n";
    }
}
