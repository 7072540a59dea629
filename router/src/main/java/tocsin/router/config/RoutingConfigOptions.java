package tocsin.router.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import tocsin.router.matcher.MatcherMode;

/**
 * Settings of the process that bear on how the file is read.
 *
 * @param matcherMode also decides which label names are valid
 * @param dataRetention how long the notification log keeps entries; a longer {@code repeat_interval} gets a warning
 * @param applied what this version does; the file's other features get a warning each
 */
public record RoutingConfigOptions(MatcherMode matcherMode, Duration dataRetention, Set<Feature> applied) {
    public static final Duration DEFAULT_DATA_RETENTION = Duration.ofDays(5);

    public RoutingConfigOptions {
        Objects.requireNonNull(matcherMode, "matcherMode");
        Objects.requireNonNull(dataRetention, "dataRetention");
        applied = Set.copyOf(applied);
    }
}
