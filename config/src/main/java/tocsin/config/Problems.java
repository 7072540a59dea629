package tocsin.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects all problems of one source. Bounded, as a hostile file may have very many. Not thread-safe. */
public final class Problems {
    private static final int MOST = 1000;
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::position, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private int warnings;

    public Problems(String source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    public String source() {
        return source;
    }

    public void error(YamlNode at, String message) {
        error(at.position(), message);
    }

    /** @param at null when the problem has no place */
    public void error(@Nullable Position at, String message) {
        add(new Problem(source, at, Problem.Severity.ERROR, message));
    }

    public void warning(YamlNode at, String message) {
        warning(at.position(), message);
    }

    /** @param at null when the problem has no place */
    public void warning(@Nullable Position at, String message) {
        add(new Problem(source, at, Problem.Severity.WARNING, message));
    }

    /** Takes over problems of another source, e.g. of a file that this one names. */
    public void addAll(Iterable<Problem> others) {
        others.forEach(this::add);
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** Errors and warnings by source, as the sources were met, and by their places; the first thousand of each, each once. */
    public List<Problem> list() {
        List<String> sources = problems.stream().map(Problem::source).distinct().toList();
        Comparator<Problem> bySource = Comparator.comparingInt(problem -> sources.indexOf(problem.source()));
        return problems.stream()
                .distinct()
                .sorted(bySource.thenComparing(BY_PLACE))
                .toList();
    }

    private void add(Problem problem) {
        int before = problem.isError() ? errors++ : warnings++;
        if (before < MOST) {
            problems.add(problem);
        }
    }
}
