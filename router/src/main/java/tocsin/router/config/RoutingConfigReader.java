package tocsin.router.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.GlobSyntax;
import tocsin.config.IntegrationKind;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.config.YamlScalar;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.matcher.MatcherParser;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.route.Route;

/** Reads alertmanager.yml. Immutable; any thread. */
public final class RoutingConfigReader {
    private final RoutingConfigOptions options;
    private final Map<String, IntegrationKind> kinds = new LinkedHashMap<>();
    private final SectionReader httpConfig;
    private final SectionReader tlsConfig;

    /**
     * @param kinds the integrations that receivers may have; there is a warning for entries of one that this version does
     *     not deliver to
     * @param httpConfig validates {@code http_config} outside of receivers
     * @param tlsConfig validates {@code tls_config} outside of receivers and of {@code http_config}
     */
    public RoutingConfigReader(
            RoutingConfigOptions options,
            Collection<? extends IntegrationKind> kinds,
            SectionReader httpConfig,
            SectionReader tlsConfig) {
        this.options = Objects.requireNonNull(options, "options");
        kinds.forEach(this::register);
        this.httpConfig = Objects.requireNonNull(httpConfig, "httpConfig");
        this.tlsConfig = Objects.requireNonNull(tlsConfig, "tlsConfig");
    }

    private void register(IntegrationKind kind) {
        if (kinds.put(kind.name(), kind) != null) {
            throw new IllegalArgumentException("two integrations of the kind " + kind.name());
        }
    }

    /**
     * Reads the whole file and reports all its problems, not the first.
     *
     * @param directory of the file, for relative paths
     * @param problems receives errors and warnings
     * @return null when the file has errors
     */
    public @Nullable RoutingConfig read(Source source, Path directory, Problems problems) {
        Problems own = new Problems(problems.source());
        YamlMapping document = document(source, own);
        RoutingConfig config = document == null ? null : new OneRead(document, source, directory, own).read();
        problems.addAll(own.list());
        return own.hasErrors() ? null : config;
    }

    private static @Nullable YamlMapping document(Source source, Problems problems) {
        YamlNode document = YamlReader.readFirst(source, problems);
        if (document instanceof YamlMapping mapping) {
            return mapping;
        }
        if (document != null) {
            problems.error(document, "expected a mapping with `route` and `receivers`, found " + document.describe());
        } else if (!problems.hasErrors()) {
            problems.error(Position.START, "the file is empty; it needs at least `route` and `receivers`");
        }
        return null;
    }

    /** The sections of one document; receivers and intervals come first, as routes refer to them. */
    private final class OneRead {
        private final Source source;
        private final Path directory;
        private final Problems problems;
        private final Fields top;
        private final UnappliedFeatures features;
        private final MatcherFields matchers;

        OneRead(YamlMapping document, Source source, Path directory, Problems problems) {
            this.source = source;
            this.directory = directory;
            this.problems = problems;
            this.top = new Fields(document, problems);
            this.features = new UnappliedFeatures(options.applied(), problems);
            this.matchers = new MatcherFields(new MatcherParser(options.matcherMode()), problems);
        }

        @Nullable
        RoutingConfig read() {
            GlobalSettings global = new GlobalReader(httpConfig, tlsConfig, directory, problems).read(top);
            List<Receiver> receivers = new ReceiverReader(kinds, global.section(), directory, problems).read(top);
            List<NamedTimeInterval> timeIntervals = new TimeIntervalReader(problems).read(top);
            Route route = route(receivers, timeIntervals);
            List<InhibitRule> inhibitRules =
                    new InhibitRuleReader(matchers, options.matcherMode().labelNames(), problems).read(top);
            List<String> templates = templates();
            new TracingReader(tlsConfig, directory, features, problems).read(top);
            new EventRecorderReader(httpConfig, tlsConfig, directory, features, problems).read(top);
            top.finish();
            warn(route, timeIntervals);
            return route == null
                    ? null
                    : new RoutingConfig(
                            directory,
                            global.resolveTimeout(),
                            route,
                            receivers,
                            inhibitRules,
                            timeIntervals,
                            templates,
                            ConfigHash.of(source.text().getBytes(StandardCharsets.UTF_8)),
                            RedactedConfig.of(top.mapping()));
        }

        private @Nullable Route route(List<Receiver> receivers, List<NamedTimeInterval> timeIntervals) {
            YamlNode node = top.node("route");
            if (node == null || node.isNull()) {
                problems.error(top.position("route"), "no `route`: the file needs one, with at least a `receiver`");
                return null;
            }
            YamlMapping section = top.mapping("route");
            if (section == null) {
                return null;
            }
            Set<String> receiverNames = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
            Set<String> intervalNames =
                    timeIntervals.stream().map(NamedTimeInterval::name).collect(Collectors.toSet());
            return new RouteReader(matchers, options, receiverNames, intervalNames, problems).readRoot(section);
        }

        /** Only when there is nothing worse to tell. */
        private void warn(@Nullable Route route, List<NamedTimeInterval> timeIntervals) {
            YamlMapping section = top.mapping("route");
            if (route != null && section != null && !problems.hasErrors()) {
                RouteWarnings warnings = new RouteWarnings(timeIntervals, problems);
                warnings.warnOfRoutes(section, route);
                warnings.warnOfReceivers(top.mapping(), route);
            }
        }

        private List<String> templates() {
            List<String> globs = new ArrayList<>();
            for (YamlScalar glob : top.scalars("templates")) {
                try {
                    globs.add(GlobSyntax.require(glob.text()));
                } catch (IllegalArgumentException e) {
                    problems.error(glob, "`templates`: " + e.getMessage());
                }
            }
            return globs;
        }
    }
}
