package tocsin.router.simulation;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.RouterOptions;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.mute.TimeInterval.Range;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

/** All that is random in a simulated world, from one seed. */
final class World {
    /** The route label by which routes are told apart; group keys would not do, as twins share them. */
    static final String UID = "uid";

    static final Duration RETENTION = RouterOptions.DEFAULTS.retention();
    /** The odd nanoseconds keep both apart from the flushes of groups that began with the process. */
    static final Duration ALERT_GC = RouterOptions.DEFAULTS.alertGcInterval().plusNanos(3);

    static final Duration MAINTENANCE =
            RouterOptions.DEFAULTS.maintenanceInterval().plusNanos(5);

    private static final List<String> RECEIVERS = List.of("ops", "db", "web", "nobody");
    private static final List<String> NAMES = List.of("alertname", "team", "sev", "i", "absent");
    private static final List<String> VALUES = List.of("A", "B", "db", "web", "page", "warn", "1", "2", "");
    private static final List<String> REGEXES = List.of("A|B", "db|web", "p.*", "[12]", ".+", "", "(A|warn)?");
    private static final List<Duration> WAITS =
            List.of(Duration.ZERO, ofSeconds(1), ofSeconds(30), ofSeconds(30), ofMinutes(2), ofMinutes(20));
    /** In multiples of group_interval; between two of them a repeat waits for the next. */
    private static final List<Double> REPEATS = List.of(0.5, 1.0, 2.0, 2.5, 10.0, 48.0);

    private static final List<Duration> ENDS = List.of(
            ofSeconds(30),
            ofMinutes(1),
            ofMinutes(4),
            ofMinutes(5),
            ofMinutes(10),
            ofHours(1),
            ofHours(3),
            ofHours(12));

    /** How fast things go, so that each world has its flushes and they stay few enough. */
    enum Pace {
        /** An hour or two in which groups flush faster than deliveries end. */
        FAST,
        /** About a day. */
        USUAL,
        /** Weeks. */
        LONG
    }

    private final Pace pace;
    private final Random random;
    private final List<Labels> pool = new ArrayList<>();
    private int routes;

    World(long seed, Pace pace) {
        this.pace = pace;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        for (int i = 0; i < 12; i++) {
            pool.add(newLabels());
        }
    }

    /** Any day of two years: months end and clocks change. */
    Instant start() {
        return Instant.parse("2026-01-01T00:00:00Z").plus(ofHours(random.nextInt(2 * 365 * 24)));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    // Labels and matchers.

    private Labels newLabels() {
        Labels.Builder labels = Labels.builder().set("alertname", oneOf(List.of("A", "B", "A")));
        maybe(labels, "team", "db", "web");
        maybe(labels, "sev", "page", "warn");
        maybe(labels, "i", "1", "2");
        if (chance(0.3)) {
            // The last two change their places when they are compared by UTF-16 units.
            maybe(labels, "job", "j", "k");
            maybe(labels, "instance", "h1", "\uFF5E", "\uD83D\uDE42");
        }
        return labels.build();
    }

    private void maybe(Labels.Builder labels, String name, String... values) {
        if (chance(0.7)) {
            labels.set(name, oneOf(List.of(values)));
        }
    }

    Labels labels() {
        return oneOf(pool);
    }

    private Matcher matcher() {
        Matcher.Op op = oneOf(List.of(
                Matcher.Op.EQUAL,
                Matcher.Op.EQUAL,
                Matcher.Op.EQUAL,
                Matcher.Op.REGEX,
                Matcher.Op.NOT_EQUAL,
                Matcher.Op.NOT_REGEX));
        boolean regex = op == Matcher.Op.REGEX || op == Matcher.Op.NOT_REGEX;
        if (!regex && chance(0.8)) {
            return fitting(op);
        }
        return new Matcher(oneOf(NAMES), op, oneOf(regex ? REGEXES : VALUES));
    }

    /** With a value that the label has somewhere. */
    private Matcher fitting(Matcher.Op op) {
        String name = oneOf(NAMES);
        return new Matcher(name, op, labels().getOrEmpty(name));
    }

    private List<Matcher> matchers(int least) {
        Set<Matcher> matchers = new LinkedHashSet<>();
        int count = least + below(2);
        for (int i = 0; i < count; i++) {
            matchers.add(matcher());
        }
        return List.copyOf(matchers);
    }

    // Configurations.

    RouterOptions options() {
        RouterOptions usual = RouterOptions.DEFAULTS;
        return new RouterOptions(
                usual.names(),
                RETENTION,
                chance(0.8) ? Duration.ZERO : oneOf(List.of(ofSeconds(7), ofMinutes(1), ofMinutes(20))),
                usual.alertsPerName(),
                ALERT_GC,
                MAINTENANCE,
                chance(0.85),
                usual.silences(),
                usual.deliveries());
    }

    Setup setup() {
        Route bare = route(2, List.of(), false);
        Route root = with(bare, bare.routes(), List.of(), List.of());
        return new Setup(root, ofMinutes(5), receivers(), rules(), intervals());
    }

    private Route route(int depth, List<Matcher> matchers, boolean continueMatching) {
        Duration interval = oneOf(intervalsOf(pace));
        Duration repeat = ofMillis((long) (interval.toMillis() * oneOf(REPEATS)));
        return new Route(
                oneOf(RECEIVERS),
                matchers,
                continueMatching,
                groupBy(),
                oneOf(WAITS),
                interval,
                repeat,
                Map.of(UID, "r" + routes++),
                intervalNames("never", "nights", "weekend", "hour"),
                intervalNames("office", "monthend", "nights"),
                depth == 0 ? List.of() : children(depth));
    }

    private List<Route> children(int depth) {
        List<Route> children = new ArrayList<>();
        int count = below(4);
        for (int i = 0; i < count; i++) {
            children.add(child(depth));
            if (chance(0.15)) {
                children.add(below(children.size()), twin(children.get(children.size() - 1)));
            }
        }
        return children;
    }

    private Route child(int depth) {
        return route(depth - 1, matchers(1), chance(0.4));
    }

    /** The same matchers and the same receiver: only its place tells it apart. */
    private Route twin(Route of) {
        Route other = route(0, of.matchers(), true);
        return new Route(
                of.receiver(),
                of.matchers(),
                true,
                chance(0.7) ? of.groupBy() : other.groupBy(),
                other.groupWait(),
                other.groupInterval(),
                other.repeatInterval(),
                other.labels(),
                other.muteTimeIntervals(),
                other.activeTimeIntervals(),
                List.of());
    }

    private GroupBy groupBy() {
        return switch (below(5)) {
            case 0 -> GroupBy.ALL;
            case 1 -> GroupBy.NOTHING;
            case 2 -> GroupBy.names("alertname", "absent");
            case 3 -> GroupBy.names("team", "i");
            default -> GroupBy.names("alertname");
        };
    }

    private List<String> intervalNames(String... names) {
        return chance(0.85) ? List.of() : chance(0.7) ? List.of(oneOf(List.of(names))) : List.of(names);
    }

    private static Route with(Route route, List<Route> children, List<String> muted, List<String> active) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.continueMatching(),
                route.groupBy(),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                route.labels(),
                muted,
                active,
                children);
    }

    private Map<String, List<Boolean>> receivers() {
        Map<String, List<Boolean>> receivers = new LinkedHashMap<>();
        for (String name : RECEIVERS) {
            List<Boolean> integrations = new ArrayList<>();
            int count = name.equals("nobody") ? 0 : 1 + below(3);
            for (int i = 0; i < count; i++) {
                integrations.add(chance(0.7));
            }
            receivers.put(name, integrations);
        }
        return receivers;
    }

    private List<InhibitRule> rules() {
        List<InhibitRule> rules = new ArrayList<>();
        int count = below(3);
        for (int i = 0; i < count; i++) {
            Set<String> equal = chance(0.4) ? Set.of() : Set.copyOf(List.of(oneOf(NAMES)));
            rules.add(new InhibitRule(null, matchers(chance(0.1) ? 0 : 1), matchers(chance(0.1) ? 0 : 1), equal));
        }
        return rules;
    }

    private static List<NamedTimeInterval> intervals() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return List.of(
                new NamedTimeInterval("never", List.of()),
                new NamedTimeInterval(
                        "nights",
                        List.of(new TimeInterval(
                                List.of(new Range(0, 6 * 60), new Range(18 * 60 + 30, 24 * 60)),
                                null,
                                null,
                                null,
                                null,
                                berlin))),
                new NamedTimeInterval(
                        "weekend",
                        List.of(
                                new TimeInterval(null, List.of(new Range(6, 6)), null, null, null, ZoneOffset.UTC),
                                new TimeInterval(null, List.of(new Range(0, 0)), null, null, null, ZoneOffset.UTC))),
                new NamedTimeInterval("hour", hours(2)),
                new NamedTimeInterval(
                        "office",
                        List.of(new TimeInterval(
                                List.of(new Range(8 * 60, 17 * 60)),
                                List.of(new Range(1, 5)),
                                null,
                                List.of(new Range(1, 11)),
                                null,
                                berlin))),
                new NamedTimeInterval(
                        "monthend",
                        List.of(new TimeInterval(
                                null, null, List.of(new Range(-7, -1), new Range(31, 31)), null, null, berlin))));
    }

    /** Every few hours one of them. */
    private static List<TimeInterval> hours(int apart) {
        List<Range> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour += apart) {
            hours.add(new Range(hour * 60, hour * 60 + 17));
        }
        return List.of(new TimeInterval(hours, null, null, null, List.of(new Range(2026, 2030)), ZoneOffset.UTC));
    }

    /** What somebody makes of a configuration in an afternoon. */
    Setup edited(Setup old) {
        return new Setup(
                edited(old.root(), 2),
                chance(0.2) ? ofMinutes(1 + below(10)) : old.resolveTimeout(),
                chance(0.2) ? receivers() : old.receivers(),
                chance(0.2) ? rules() : old.rules(),
                old.intervals());
    }

    private Route edited(Route old, int depth) {
        List<Route> children = new ArrayList<>();
        for (Route child : old.routes()) {
            if (!chance(0.08)) {
                children.add(edited(child, depth - 1));
            }
        }
        if (depth > 0 && chance(0.1)) {
            children.add(below(children.size() + 1), child(depth));
        }
        Route fresh = route(0, old.matchers(), chance(0.1) != old.continueMatching());
        boolean root = depth == 2;
        return new Route(
                old.receiver(),
                old.matchers(),
                !root && fresh.continueMatching(),
                chance(0.1) ? fresh.groupBy() : old.groupBy(),
                chance(0.1) ? fresh.groupWait() : old.groupWait(),
                chance(0.1) ? fresh.groupInterval() : old.groupInterval(),
                chance(0.1) ? fresh.repeatInterval() : old.repeatInterval(),
                old.labels(),
                root ? List.of() : chance(0.1) ? fresh.muteTimeIntervals() : old.muteTimeIntervals(),
                root ? List.of() : chance(0.1) ? fresh.activeTimeIntervals() : old.activeTimeIntervals(),
                children);
    }

    /** The same without anything that mutes by time. */
    static Setup withoutTimeIntervals(Setup setup) {
        return new Setup(
                withoutTimeIntervals(setup.root()),
                setup.resolveTimeout(),
                setup.receivers(),
                setup.rules(),
                setup.intervals());
    }

    private static Route withoutTimeIntervals(Route route) {
        List<Route> children =
                route.routes().stream().map(World::withoutTimeIntervals).toList();
        return with(route, children, List.of(), List.of());
    }

    // Alerts.

    /** Everything that senders do: with an end and without, past and to come, again and overlapping. */
    PostedAlert posted(Instant now, @Nullable Instant lastStart, @Nullable Instant lastEnd) {
        return new PostedAlert(labels(), Annotations.empty(), start(now, lastStart), end(now, lastEnd), "");
    }

    private @Nullable Instant start(Instant now, @Nullable Instant last) {
        return switch (below(6)) {
            case 0, 1 -> null;
            case 2 -> now.minus(oneOf(ENDS));
            case 3 -> now.plus(oneOf(ENDS));
            case 4 -> last;
            default -> now;
        };
    }

    private @Nullable Instant end(Instant now, @Nullable Instant last) {
        return switch (below(8)) {
            case 0, 1 -> null;
            case 2 -> now;
            case 3 -> now.minus(oneOf(ENDS));
            case 4 -> last;
            // The very instant of a flush.
            case 5 -> now.plus(oneOf(WAITS));
            default -> now.plus(oneOf(ENDS));
        };
    }

    // Silences.

    /** @param start null for now */
    record Silencing(List<Matcher> matchers, @Nullable Instant start, Instant end) {}

    Silencing silencing(Instant now) {
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(new Matcher("alertname", Matcher.Op.EQUAL, oneOf(List.of("A", "B"))));
        if (chance(0.7)) {
            matchers.add(matcher());
        }
        Instant start = chance(0.6) ? null : now.plus(oneOf(ENDS));
        Instant from = start == null ? now : start;
        return new Silencing(
                List.copyOf(matchers), start, from.plus(chance(0.3) ? oneOf(intervalsOf(pace)) : oneOf(ENDS)));
    }

    Silencing editedSilencing(Silencing old, Instant now) {
        Silencing fresh = silencing(now);
        return new Silencing(
                chance(0.7) ? old.matchers() : fresh.matchers(),
                chance(0.5) ? old.start() : fresh.start(),
                fresh.end());
    }

    // Time.

    private static List<Duration> intervalsOf(Pace pace) {
        return switch (pace) {
            case FAST -> List.of(ofSeconds(5), ofSeconds(5), ofSeconds(12), ofSeconds(30), ofMinutes(1));
            case USUAL -> List.of(ofMinutes(5), ofMinutes(5), ofMinutes(7), ofMinutes(30), ofHours(2));
            case LONG -> List.of(ofMinutes(30), ofHours(1), ofHours(2), ofHours(5));
        };
    }

    /** To the next action: bursts and quiet times. */
    Duration gap() {
        return switch (pace) {
            case FAST -> ofSeconds(chance(0.8) ? below(20) : below(200));
            case USUAL -> chance(0.4) ? ofSeconds(below(60)) : chance(0.8) ? ofMinutes(below(20)) : ofHours(below(4));
            case LONG -> chance(0.6) ? ofMinutes(below(10)) : ofHours(below(12));
        };
    }

    /** How long one waits for what was foretold, so that the flushes in between stay few enough. */
    Duration longestWait() {
        return switch (pace) {
            case FAST -> ofHours(3);
            case USUAL -> Duration.ofDays(3);
            case LONG -> Duration.ofDays(20);
        };
    }

    Duration jump() {
        Duration by = oneOf(List.of(
                ofMillis(1), ofSeconds(1), ofSeconds(40), ofMinutes(5), ofMinutes(59), ofHours(5), ofHours(24 * 40)));
        return chance(0.5) ? by : by.negated();
    }
}
