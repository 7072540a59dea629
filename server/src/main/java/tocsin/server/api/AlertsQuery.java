package tocsin.server.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.AlertView;
import tocsin.router.GroupView;
import tocsin.router.HeldAlert;
import tocsin.router.Suppression;
import tocsin.router.config.Receiver;
import tocsin.router.config.RoutingConfig;
import tocsin.router.matcher.MatcherMode;

/**
 * The parameters of {@code GET /api/v2/alerts} and {@code /alerts/groups}.
 *
 * @param labels all must match the labels of an alert
 * @param receivers by name; asked by one thread at a time
 * @param active whether alerts that nothing holds back are wanted
 * @param silenced whether silenced alerts are wanted
 * @param inhibited whether inhibited alerts are wanted
 * @param muted whether groups are wanted that time intervals hold back
 */
record AlertsQuery(
        List<Matcher> labels,
        Predicate<String> receivers,
        boolean active,
        boolean silenced,
        boolean inhibited,
        boolean muted) {
    static AlertsQuery of(QueryParameters parameters, MatcherMode mode, @Nullable RoutingConfig config) {
        return new AlertsQuery(
                parameters.matchers("filter", mode, ""),
                receivers(
                        parameters.regex("receiver", "failed to parse receiver param: "),
                        ReceiversApi.matchers(parameters, mode),
                        config),
                parameters.unlessDenied("active"),
                parameters.unlessDenied("silenced"),
                parameters.unlessDenied("inhibited"),
                parameters.unlessDenied("muted"));
    }

    /** Each name is judged once: there are few receivers, and a hundred thousand alerts go to them. */
    private static Predicate<String> receivers(
            Optional<Matcher> name, List<Matcher> labels, @Nullable RoutingConfig config) {
        if (name.isEmpty() && labels.isEmpty()) {
            return receiver -> true;
        }
        Map<String, Boolean> judged = new HashMap<>();
        return receiver -> judged.computeIfAbsent(
                receiver,
                each -> name.map(matcher -> matcher.matches(each)).orElse(true)
                        && matchesAll(labels, labelsOf(each, config)));
    }

    private static Labels labelsOf(String receiver, @Nullable RoutingConfig config) {
        List<Receiver> configured = config == null ? List.of() : config.receivers();
        return configured.stream()
                .filter(each -> each.name().equals(receiver))
                .findFirst()
                .map(found -> Labels.of(found.labels()))
                .orElse(Labels.of("name", receiver));
    }

    static boolean matchesAll(List<Matcher> matchers, Labels labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Any thread. */
    List<HeldAlert> pick(List<HeldAlert> all) {
        return labels.isEmpty()
                ? all
                : all.stream()
                        .filter(held -> matchesAll(labels, held.alert().labels()))
                        .toList();
    }

    boolean keeps(AlertView view) {
        Suppression by = view.suppression();
        return (active || by.suppressed())
                && (silenced || by.silencedBy().isEmpty())
                && (inhibited || by.inhibitedBy().isEmpty());
    }

    boolean keeps(GroupView group) {
        return muted || group.mutedBy().isEmpty();
    }
}
