package tocsin.server;

import java.util.List;
import java.util.stream.Collectors;
import tocsin.config.Problem;

/** A configuration that is not used because of its problems. The message names all of them. */
final class ConfigurationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigurationRefused(List<Problem> problems) {
        super(problems.stream().filter(Problem::isError).map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
