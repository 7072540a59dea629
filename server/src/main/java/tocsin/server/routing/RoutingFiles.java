package tocsin.server.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.http.HttpConfigReader;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.webhook.WebhookKind;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.config.RoutingConfigReader;
import tocsin.router.matcher.MatcherMode;

/** Reads alertmanager.yml and the template files that it names, with every kind of integration that is delivered to. */
public final class RoutingFiles {
    private final RoutingConfigReader reader;
    private final NotificationTemplates builtIn = NotificationTemplates.builtIn();

    public RoutingFiles(MatcherMode mode, Duration dataRetention) {
        HttpConfigReader http = new HttpConfigReader();
        reader = new RoutingConfigReader(
                new RoutingConfigOptions(mode, dataRetention, Set.of()),
                List.of(new WebhookKind(builtIn)),
                http,
                http::readTls);
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
        NotificationTemplates templates = builtIn.with(globs(source), directory, problems);
        return config == null || templates == null ? null : new LoadedRouting(config, templates);
    }

    /** Also of a configuration with errors elsewhere: all problems are told at once. */
    private static List<String> globs(Source source) {
        Problems reportedElsewhere = new Problems(source.name());
        YamlNode document = YamlReader.readFirst(source, reportedElsewhere);
        return document instanceof YamlMapping mapping
                ? new Fields(mapping, reportedElsewhere).strings("templates")
                : List.of();
    }
}
