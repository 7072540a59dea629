package tocsin.router.simulation;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.group.SuppressionReason;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.mute.TimeInterval.Range;
import tocsin.router.route.Route;
import tocsin.router.silence.SilenceFigures;

/** Sections 5.3, 6, 7 and 8 of the routing specification once more: who is muted, and by which gate first. */
final class Muting {
    private final AlertBook alerts;
    private final Map<String, Quiet> silences = new HashMap<>();
    private final Map<String, Quiet> forgotten = new HashMap<>();
    private List<InhibitRule> rules = List.of();
    private Map<String, NamedTimeInterval> intervals = Map.of();

    private record Quiet(List<Matcher> matchers, Instant start, Instant end) {
        boolean outlived(Instant now) {
            return !end.plus(World.RETENTION).isAfter(now);
        }
    }

    Muting(AlertBook alerts) {
        this.alerts = alerts;
    }

    void configure(List<InhibitRule> newRules, List<NamedTimeInterval> newIntervals) {
        rules = newRules;
        intervals = newIntervals.stream().collect(Collectors.toMap(NamedTimeInterval::name, interval -> interval));
    }

    void silence(String id, List<Matcher> matchers, Instant start, Instant end) {
        silences.put(id, new Quiet(matchers, start, end));
    }

    void expire(String id, Instant now) {
        Quiet quiet = Objects.requireNonNull(silences.get(id), id);
        if (!now.isAfter(quiet.end())) {
            Instant start = quiet.start().isAfter(now) ? now : quiet.start();
            silences.put(id, new Quiet(quiet.matchers(), start, now));
        }
    }

    /**
     * Section 7.4. Not as harmless as it looks: a silence that is forgotten while the clock is weeks ahead does not come back
     * when the clock is set right.
     */
    void forgetOutlived(Instant now) {
        silences.forEach((id, quiet) -> {
            if (quiet.outlived(now)) {
                forgotten.put(id, quiet);
            }
        });
        silences.keySet().removeAll(forgotten.keySet());
    }

    /**
     * A new process reads what the store has. That may be a silence that was forgotten by a clock that was ahead.
     *
     * @param known whether the router has it
     */
    void restarted(Instant now, Predicate<String> known) {
        forgetOutlived(now);
        Map<String, Quiet> back = new HashMap<>(forgotten);
        back.entrySet().removeIf(each -> each.getValue().outlived(now) || !known.test(each.getKey()));
        silences.putAll(back);
        forgotten.keySet().removeAll(back.keySet());
    }

    void compareFigures(SilenceFigures figures, Instant now, Trace trace) {
        long pending = count(quiet -> now.isBefore(quiet.start()) && !now.isAfter(quiet.end()));
        long expired = count(quiet -> now.isAfter(quiet.end()));
        trace.equal("(e) figures", "pending silences", pending, (long) figures.pending());
        trace.equal("(e) figures", "expired silences", expired, (long) figures.expired());
        trace.equal("(e) figures", "all silences", (long) silences.size(), (long) figures.total());
    }

    private long count(Predicate<Quiet> which) {
        return silences.values().stream().filter(which).count();
    }

    /**
     * @param at instant of the flush, for what depends on alerts and silences
     * @param tick when the flush was due, for time intervals
     * @return the first gate that holds the alert back, null when none does
     */
    @Nullable
    SuppressionReason by(Labels alert, Route route, Instant at, Instant tick) {
        if (inhibited(alert, at)) {
            return SuppressionReason.INHIBITION;
        }
        if (!route.activeTimeIntervals().isEmpty() && !anyInForce(route.activeTimeIntervals(), tick)) {
            return SuppressionReason.ACTIVE_TIME_INTERVAL;
        }
        if (anyInForce(route.muteTimeIntervals(), tick)) {
            return SuppressionReason.MUTE_TIME_INTERVAL;
        }
        return silenced(alert, at) ? SuppressionReason.SILENCE : null;
    }

    private boolean silenced(Labels alert, Instant at) {
        return silences.values().stream()
                .anyMatch(quiet -> !at.isBefore(quiet.start())
                        && !at.isAfter(quiet.end())
                        && Routing.matches(quiet.matchers(), alert));
    }

    private boolean inhibited(Labels target, Instant at) {
        for (InhibitRule rule : rules) {
            if (Routing.matches(rule.target(), target)
                    && alerts.all().stream()
                            .anyMatch(source -> source.firing(at) && inhibits(rule, source.labels, target))) {
                return true;
            }
        }
        return false;
    }

    /** The target matches the target side. */
    private static boolean inhibits(InhibitRule rule, Labels source, Labels target) {
        boolean twoSided = Routing.matches(rule.source(), target);
        return Routing.matches(rule.source(), source)
                && !(twoSided && Routing.matches(rule.target(), source))
                && rule.equal().stream()
                        .allMatch(name -> source.getOrEmpty(name).equals(target.getOrEmpty(name)));
    }

    private boolean anyInForce(List<String> names, Instant at) {
        return names.stream()
                .flatMap(name -> Objects.requireNonNull(intervals.get(name), name).intervals().stream())
                .anyMatch(interval -> inForce(interval, at));
    }

    private static boolean inForce(TimeInterval interval, Instant at) {
        ZonedDateTime local = at.atZone(interval.location());
        int minute = local.toLocalTime().toSecondOfDay() / 60;
        int lastDay = local.toLocalDate().lengthOfMonth();
        return any(interval.times(), range -> range.begin() <= minute && minute < range.end())
                && any(interval.weekdays(), inside(local.getDayOfWeek().getValue() % 7))
                && any(interval.daysOfMonth(), range -> inDays(range, local.getDayOfMonth(), lastDay))
                && any(interval.months(), inside(local.getMonthValue()))
                && any(interval.years(), inside(local.getYear()));
    }

    private static boolean any(@Nullable List<Range> ranges, Predicate<Range> fits) {
        return ranges == null || ranges.stream().anyMatch(fits);
    }

    private static Predicate<Range> inside(int value) {
        return range -> range.begin() <= value && value <= range.end();
    }

    private static boolean inDays(Range range, int day, int lastDay) {
        int begin = range.begin() > 0 ? range.begin() : lastDay + 1 + range.begin();
        int end = range.end() > 0 ? range.end() : lastDay + 1 + range.end();
        return begin <= lastDay && begin <= day && day <= end;
    }
}
