package tocsin.server.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.http.HttpConfigReader;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.SampleData;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.notifiers.template.TemplateTrial;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.config.RoutingConfigReader;
import tocsin.router.matcher.MatcherMode;

/** Reads alertmanager.yml and the template files that it names, with every kind of integration. */
public final class RoutingFiles {
    private static final String SAMPLE_URL = "http://localhost:9093";

    private final RoutingConfigReader reader;
    private final NotificationTemplates builtIn = NotificationTemplates.builtIn();

    public RoutingFiles(MatcherMode mode, Duration dataRetention) {
        HttpConfigReader http = new HttpConfigReader();
        reader = new RoutingConfigReader(
                new RoutingConfigOptions(mode, dataRetention, Set.of()), Kinds.with(builtIn), http, http::readTls);
    }

    /**
     * Reads both, and reports the problems of both.
     *
     * @param directory of the configuration, for relative paths
     * @param problems those of template files come under the files' names
     * @return null when there is an error
     */
    public @Nullable LoadedRouting read(Source source, Path directory, Problems problems) {
        RoutingConfig config = reader.read(source, directory, problems);
        NotificationTemplates templates = builtIn.with(globs(document(source)), directory, problems);
        return config == null || templates == null ? null : new LoadedRouting(config, templates);
    }

    /** Reads the configuration without the template files that it names. Null when there is an error. */
    public @Nullable RoutingConfig readAlone(Source source, Path directory, Problems problems) {
        return reader.read(source, directory, problems);
    }

    /** Reads both, and tries every template on samples, also when some cannot be read. */
    public @Nullable LoadedRouting judge(Source source, Path directory, Problems problems, TemplateRuntime runtime) {
        RoutingConfig config = reader.read(source, directory, problems);
        YamlMapping document = document(source);
        NotificationTemplates templates = builtIn.withReadable(globs(document), directory, problems);
        new TemplateTrial(templates, runtime, SampleData.all(runtime.clock().now(), SAMPLE_URL))
                .judge(document, problems);
        return config == null || problems.hasErrors() ? null : new LoadedRouting(config, templates);
    }

    /** Also of a configuration with errors elsewhere: all problems are told at once. */
    private static List<String> globs(YamlMapping document) {
        Problems reportedElsewhere = new Problems("");
        return new Fields(document, reportedElsewhere).strings("templates");
    }

    private static YamlMapping document(Source source) {
        YamlNode document = YamlReader.readFirst(source, new Problems(source.name()));
        return document instanceof YamlMapping mapping ? mapping : YamlMapping.empty(Position.START);
    }
}
