package tocsin.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.rules.RuleFiles;
import tocsin.rules.RuleSet;
import tocsin.server.routing.LoadedRouting;
import tocsin.server.routing.RoutingFiles;

/** Reads the routing configuration and the rule files, all or nothing. Blocks: for workers. */
final class ConfigurationLoader {
    private static final Path WORKING_DIRECTORY = Path.of("");

    private final @Nullable Path configFile;
    private final List<String> rulePatterns;
    private final RoutingFiles routingFiles;
    private final RuleFiles ruleFiles;
    private final UnaryOperator<Source> adaptRouting;
    private final UnaryOperator<LoadedConfiguration> adaptLoaded;

    /**
     * @param configFile null when this process does not route
     * @param adaptRouting changes the text before it is read; the demo puts its own addresses in
     * @param adaptLoaded changes what was read; the demo shortens its waits
     */
    ConfigurationLoader(
            @Nullable Path configFile,
            List<String> rulePatterns,
            RoutingFiles routingFiles,
            RuleFiles ruleFiles,
            UnaryOperator<Source> adaptRouting,
            UnaryOperator<LoadedConfiguration> adaptLoaded) {
        this.configFile = configFile;
        this.rulePatterns = List.copyOf(rulePatterns);
        this.routingFiles = routingFiles;
        this.ruleFiles = ruleFiles;
        this.adaptRouting = adaptRouting;
        this.adaptLoaded = adaptLoaded;
    }

    LoadedConfiguration load() throws ConfigurationRefused {
        List<Problem> problems = new ArrayList<>();
        LoadedRouting routing = configFile == null ? null : routing(configFile, problems);
        RuleSet rules = rules(problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new ConfigurationRefused(problems);
        }
        return adaptLoaded.apply(new LoadedConfiguration(routing, rules, problems));
    }

    private @Nullable LoadedRouting routing(Path file, List<Problem> problems) {
        Problems ofFile = new Problems(file.toString());
        Source source = Source.read(file.toString(), file, Source.DEFAULT_MAX_BYTES, ofFile);
        LoadedRouting config =
                source == null ? null : routingFiles.read(adaptRouting.apply(source), directoryOf(file), ofFile);
        problems.addAll(ofFile.list());
        return config;
    }

    private RuleSet rules(List<Problem> problems) {
        var load = ruleFiles.load(rulePatterns);
        problems.addAll(load.problems());
        return load.fold(loaded -> loaded.rules(), refused -> RuleSet.empty());
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? WORKING_DIRECTORY : parent;
    }
}
