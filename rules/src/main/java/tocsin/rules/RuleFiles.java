package tocsin.rules;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Glob;
import tocsin.config.Position;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;

/**
 * The rule files that patterns name, read together: all of them or none. Blocks; call it on a worker.
 */
public final class RuleFiles {
    private final RuleFileOptions options;
    private final Path directory;
    private final RuleFileReader reader;

    /** @param directory where relative patterns begin; empty for the working directory */
    public RuleFiles(RuleFileOptions options, Path directory) {
        this.options = Objects.requireNonNull(options, "options");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.reader = new RuleFileReader(options);
    }

    /**
     * Reads every file once, in the order of the patterns. A pattern that matches nothing is a warning.
     *
     * @param patterns paths or globs; in vmalert's dialect with {@code **} for subdirectories
     */
    public RuleLoad load(List<String> patterns) {
        List<Problem> problems = new ArrayList<>();
        List<RuleFile> files = new ArrayList<>();
        for (Path path : expand(patterns, problems)) {
            Problems ofFile = new Problems(path.toString());
            RuleFile file = read(path, ofFile);
            if (file != null) {
                files.add(file);
            }
            problems.addAll(ofFile.list());
        }
        boolean refused = problems.stream().anyMatch(Problem::isError);
        return refused ? new RuleLoad.Refused(problems) : new RuleLoad.Loaded(RuleSet.of(files), files, problems);
    }

    /** The files that the patterns name, each once. Patterns that are malformed or match nothing add problems. */
    public List<Path> expand(List<String> patterns, List<Problem> problems) {
        Map<Path, Path> byIdentity = new LinkedHashMap<>();
        for (String pattern : patterns) {
            Problems ofPattern = new Problems(pattern);
            for (Path path : expand(pattern, ofPattern)) {
                byIdentity.putIfAbsent(path.toAbsolutePath().normalize(), path.normalize());
            }
            problems.addAll(ofPattern.list());
        }
        return List.copyOf(byIdentity.values());
    }

    /**
     * @param problems of this file
     * @return null when it cannot be read or has errors
     */
    public @Nullable RuleFile read(Path path, Problems problems) {
        Source source = Source.read(problems.source(), path, options.maxBytes(), problems);
        return source == null ? null : reader.read(source, problems);
    }

    private List<Path> expand(String pattern, Problems problems) {
        if (pattern.startsWith("http://") || pattern.startsWith("https://")) {
            problems.error((Position) null, "rule files are not read over HTTP; give the path of a local copy");
            return List.of();
        }
        try {
            List<Path> found = new Glob(options.vmalert()).expand(pattern, directory);
            if (found.isEmpty()) {
                problems.warning((Position) null, "no rule file matches" + hint(pattern));
            }
            return found;
        } catch (IllegalArgumentException e) {
            problems.error((Position) null, "not a usable file pattern: " + e.getMessage());
        } catch (UncheckedIOException e) {
            problems.error((Position) null, "cannot be listed: " + e.getCause());
        }
        return List.of();
    }

    private String hint(String pattern) {
        if (pattern.contains("**") && !options.vmalert()) {
            return "; `**` does not look into subdirectories here, write one pattern for each level";
        }
        return pattern.contains("{") ? "; braces are taken literally, write several patterns" : "";
    }
}
