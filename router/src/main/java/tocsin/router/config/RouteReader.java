package tocsin.router.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.config.Fields;
import tocsin.config.NearestName;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.Durations;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

/** Reads the tree under {@code route}, filling in what a route takes over from its parent. */
final class RouteReader {
    private static final String ALL = "...";
    /** Each looks at all names there are: of thousands of wrong ones, that would take minutes. */
    private static final int MOST_HINTS = 100;
    /** A repeat that is late by more than this part of its interval. */
    private static final int WORTH_A_WARNING = 4;

    private final MatcherFields matcherFields;
    private final RoutingConfigOptions options;
    private final Set<String> receivers;
    private final Set<String> timeIntervals;
    private final Problems problems;
    private int hints;

    /** What a child has unless it says otherwise. */
    private record Inherited(
            String receiver,
            GroupBy groupBy,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            Map<String, String> labels) {
        static final Inherited DEFAULTS = new Inherited(
                "",
                GroupBy.NOTHING,
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of());
    }

    RouteReader(
            MatcherFields matcherFields,
            RoutingConfigOptions options,
            Set<String> receivers,
            Set<String> timeIntervals,
            Problems problems) {
        this.matcherFields = matcherFields;
        this.options = options;
        this.receivers = receivers;
        this.timeIntervals = timeIntervals;
        this.problems = problems;
    }

    Route readRoot(YamlMapping section) {
        Fields fields = new Fields(section, problems);
        Route root = read(fields, Inherited.DEFAULTS);
        if (root.receiver().isEmpty()) {
            problems.error(
                    section, "the root route needs a `receiver`: it takes every alert that no child route takes");
        }
        if (!root.matchers().isEmpty()) {
            refuseOnRoot(fields, "matchers: it takes every alert", "match", "match_re", "matchers");
        }
        if (!root.muteTimeIntervals().isEmpty()) {
            refuseOnRoot(fields, "`mute_time_intervals`", "mute_time_intervals");
        }
        if (!root.activeTimeIntervals().isEmpty()) {
            refuseOnRoot(fields, "`active_time_intervals`", "active_time_intervals");
        }
        if (root.continueMatching()) {
            refuseOnRoot(fields, "`continue: true`: it has no siblings", "continue");
        }
        warnOfTimes(fields, root, true);
        return root;
    }

    /** @param keys that may hold it; the first one with a value is the place */
    private void refuseOnRoot(Fields fields, String what, String... keys) {
        String key = Arrays.stream(keys)
                .filter(each -> isWritten(fields, each))
                .findFirst()
                .orElse(keys[0]);
        problems.error(fields.position(key), "the root route must not have " + what);
    }

    private static boolean isWritten(Fields fields, String key) {
        YamlNode node = fields.node(key);
        return node != null && !node.isNull();
    }

    private Route readChild(YamlMapping section, Inherited parent) {
        Fields fields = new Fields(section, problems);
        Route route = read(fields, parent);
        warnOfTimes(fields, route, false);
        return route;
    }

    private Route read(Fields fields, Inherited parent) {
        Inherited own = new Inherited(
                receiver(fields, parent.receiver),
                groupBy(fields, parent.groupBy),
                duration(fields, "group_wait", parent.groupWait),
                positiveDuration(fields, "group_interval", parent.groupInterval),
                positiveDuration(fields, "repeat_interval", parent.repeatInterval),
                labels(fields, parent.labels));
        List<Matcher> matchers = matcherFields.read(fields, "match", "match_re", "matchers");
        boolean continueMatching = fields.bool("continue", false);
        List<String> mute = intervals(fields, "mute_time_intervals");
        List<String> active = intervals(fields, "active_time_intervals");
        List<Route> routes = children(fields, own);
        fields.finish();
        return new Route(
                own.receiver,
                matchers,
                continueMatching,
                own.groupBy,
                own.groupWait,
                own.groupInterval,
                own.repeatInterval,
                own.labels,
                mute,
                active,
                routes);
    }

    private List<Route> children(Fields fields, Inherited parent) {
        List<Route> children = new ArrayList<>();
        for (YamlNode child : fields.list("routes")) {
            if (child instanceof YamlMapping section) {
                children.add(readChild(section, parent));
            } else {
                problems.error(child, "`routes` takes a list of routes, found " + child.describe());
            }
        }
        return children;
    }

    private String receiver(Fields fields, String inherited) {
        String name = fields.string("receiver", "");
        if (name.isEmpty()) {
            return inherited;
        }
        if (!receivers.contains(name)) {
            problems.error(
                    fields.position("receiver"), "undefined receiver `%s`%s".formatted(name, hint(name, receivers)));
        }
        return name;
    }

    private GroupBy groupBy(Fields fields, GroupBy inherited) {
        if (!isWritten(fields, "group_by")) {
            return inherited;
        }
        boolean all = false;
        Set<String> names = new LinkedHashSet<>();
        for (YamlScalar name : fields.scalars("group_by")) {
            if (name.text().equals(ALL)) {
                all = true;
            } else {
                addGroupLabel(name, names);
            }
        }
        if (all && !names.isEmpty()) {
            problems.error(
                    fields.position("group_by"),
                    "`group_by`: `...` groups by all labels; write it alone, or write only names");
            return inherited;
        }
        return new GroupBy(all, names);
    }

    private void addGroupLabel(YamlScalar name, Set<String> names) {
        if (!labelNames().isValid(name.text())) {
            problems.error(name, "`group_by`: \"%s\" is not a label name".formatted(name.text()));
        } else if (!names.add(name.text())) {
            problems.error(name, "`group_by`: label `%s` stands here twice".formatted(name.text()));
        }
    }

    private LabelNames labelNames() {
        return options.matcherMode().labelNames();
    }

    private Duration duration(Fields fields, String key, Duration inherited) {
        return fields.parsed(key, inherited, inherited, Durations::parse);
    }

    private Duration positiveDuration(Fields fields, String key, Duration inherited) {
        return fields.parsed(key, inherited, inherited, text -> {
            Duration duration = Durations.parse(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException("cannot be zero; write e.g. `5m`");
            }
            return duration;
        });
    }

    private Map<String, String> labels(Fields fields, Map<String, String> inherited) {
        Map<String, String> own = fields.stringMap("labels");
        YamlMapping section = fields.mapping().get("labels") instanceof YamlMapping map ? map : null;
        if (section == null || own.isEmpty()) {
            return inherited;
        }
        section.entries().values().stream()
                .filter(entry -> !labelNames().isValid(entry.key().text()))
                .forEach(entry -> problems.error(
                        entry.key(),
                        "`labels`: \"%s\" is not a label name"
                                .formatted(entry.key().text())));
        Map<String, String> merged = new LinkedHashMap<>(inherited);
        merged.putAll(own);
        return merged;
    }

    private List<String> intervals(Fields fields, String key) {
        List<String> names = new ArrayList<>();
        for (YamlScalar name : fields.scalars(key)) {
            names.add(name.text());
            if (!timeIntervals.contains(name.text())) {
                problems.error(
                        name,
                        "undefined time interval `%s`%s".formatted(name.text(), hint(name.text(), timeIntervals)));
            }
        }
        return names;
    }

    private String hint(String name, Set<String> known) {
        return hints++ < MOST_HINTS ? NearestName.hint(name, known) : "";
    }

    /** Each route has such times, but a route that takes over both would only repeat its parent's warning. */
    private void warnOfTimes(Fields fields, Route route, boolean root) {
        if (!root && !fields.has("repeat_interval") && !fields.has("group_interval")) {
            return;
        }
        Duration repeat = route.repeatInterval();
        if (repeat.compareTo(options.dataRetention()) > 0) {
            warn(
                    fields,
                    "`repeat_interval` %s is longer than the data retention %s: it repeats when the log forgets, not later"
                            .formatted(Durations.print(repeat), Durations.print(options.dataRetention())));
        }
        if (repeat.compareTo(route.groupInterval()) < 0) {
            warn(
                    fields,
                    "`repeat_interval` %s is shorter than `group_interval` %s: repeats come every `group_interval`"
                            .formatted(Durations.print(repeat), Durations.print(route.groupInterval())));
        } else {
            warnOfLateRepeats(fields, repeat, route.groupInterval());
        }
    }

    /** Repeats come with a flush; that few of them are a bit late is what everybody has, and worth no words. */
    private void warnOfLateRepeats(Fields fields, Duration repeat, Duration groupInterval) {
        long flushes = repeat.plus(groupInterval).minusNanos(1).dividedBy(groupInterval);
        Duration actual = groupInterval.multipliedBy(flushes);
        if (actual.minus(repeat).multipliedBy(WORTH_A_WARNING).compareTo(repeat) > 0) {
            warn(
                    fields,
                    "`repeat_interval` %s is no multiple of `group_interval` %s: repeats come every %s"
                            .formatted(
                                    Durations.print(repeat), Durations.print(groupInterval), Durations.print(actual)));
        }
    }

    private void warn(Fields fields, String message) {
        String key = fields.has("repeat_interval") ? "repeat_interval" : "group_interval";
        problems.warning(fields.position(key), message);
    }
}
