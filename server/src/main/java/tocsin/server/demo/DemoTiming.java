package tocsin.server.demo;

import java.time.Duration;
import tocsin.router.route.Route;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;

/**
 * Shortens the waits of real configurations, so that a person sees in half a minute what else takes an hour. A {@code for}
 * becomes a tenth, so that what warns later of the same trouble still does so later.
 */
public final class DemoTiming {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int FASTER = 10;
    /** For all groups: so a person sees that an alert fires before anybody is told. */
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);

    private static final Duration LONGEST_GROUP_INTERVAL = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final Duration SHORT_HEARTBEAT = Duration.ofSeconds(20);
    private static final Duration NAGGING = Duration.ofHours(1);
    private static final Duration SHORT_NAGGING = Duration.ofSeconds(6);

    private DemoTiming() {}

    public static RuleSet shorten(RuleSet rules) {
        return new RuleSet(rules.groups().stream().map(DemoTiming::shorten).toList());
    }

    public static Route shorten(Route route) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.continueMatching(),
                route.groupBy(),
                GROUP_WAIT,
                atMost(LONGEST_GROUP_INTERVAL, route.groupInterval()),
                shortRepeat(route.repeatInterval()),
                route.labels(),
                route.muteTimeIntervals(),
                route.activeTimeIntervals(),
                route.routes().stream().map(DemoTiming::shorten).toList());
    }

    /** Pages nag soon enough to be seen, heartbeats beat slowly enough to be overlooked; the rest does not repeat. */
    private static Duration shortRepeat(Duration interval) {
        if (interval.compareTo(HEARTBEAT) <= 0) {
            return SHORT_HEARTBEAT;
        }
        return interval.compareTo(NAGGING) <= 0 ? SHORT_NAGGING : interval;
    }

    private static RuleGroup shorten(RuleGroup group) {
        return new RuleGroup(
                group.file(),
                group.name(),
                INTERVAL,
                group.queryOffset(),
                group.limit(),
                group.rules().stream().map(DemoTiming::shorten).toList(),
                group.extras());
    }

    private static Rule shorten(Rule rule) {
        if (!(rule instanceof AlertingRule alerting)) {
            return rule;
        }
        return new AlertingRule(
                alerting.name(),
                alerting.expression(),
                alerting.holdDuration().dividedBy(FASTER),
                alerting.keepFiringFor().dividedBy(FASTER),
                alerting.labels(),
                alerting.annotations());
    }

    private static Duration atMost(Duration most, Duration value) {
        return value.compareTo(most) < 0 ? value : most;
    }
}
