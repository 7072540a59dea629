package tocsin.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.matcher.MatcherMode;
import tocsin.server.routing.RoutingFiles;

/** The option of commands that ask something of a routing configuration. Its template files are not opened. */
final class ConfigFile {
    private static final Path WORKING_DIRECTORY = Path.of("");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private Path file = Path.of("alertmanager.yml");

    /** The empty name comes of a variable that is not set. */
    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            description = "The routing configuration. Default: ${DEFAULT-VALUE}.",
            defaultValue = "alertmanager.yml")
    void setFile(Path named) {
        if (named.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--config.file is empty; name the configuration");
        }
        file = named;
    }

    Path path() {
        return file;
    }

    /**
     * Reads the configuration.
     *
     * @param err gets the errors of the file, one a line; its warnings are for {@code check config}
     * @return null when there are errors
     */
    @Nullable
    RoutingConfig read(PrintWriter err) {
        Problems problems = new Problems(file.toString());
        Source source = Source.read(file.toString(), file, Source.DEFAULT_MAX_BYTES, problems);
        RoutingConfig config = source == null ? null : reader().readAlone(source, directory(), problems);
        List<Problem> errors = problems.list().stream().filter(Problem::isError).toList();
        errors.forEach(err::println);
        err.flush();
        return config;
    }

    private Path directory() {
        return file.getParent() == null ? WORKING_DIRECTORY : file.getParent();
    }

    private static RoutingFiles reader() {
        return new RoutingFiles(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION);
    }
}
