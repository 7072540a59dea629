package tocsin.router;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Dispatcher;
import tocsin.router.group.Flush;
import tocsin.router.group.GroupId;
import tocsin.router.group.GroupPlace;
import tocsin.router.group.Tick;
import tocsin.router.ingest.AlertTable;
import tocsin.router.ingest.StoredAlert;
import tocsin.router.inhibit.Inhibitor;
import tocsin.router.mute.TimeIntervals;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.RouteNode;
import tocsin.router.silence.Silences;
import tocsin.time.Scheduler;

/**
 * Alerts and groups for the API, as they are at one instant. Made by {@link Router#view} for one question, with the
 * configuration of that instant. On the routing context, futures complete there.
 *
 * <p>The answer is made in two steps, so that a question about a hundred thousand alerts delays no notification:
 * {@link #alerts} copies references, out of which the caller picks elsewhere, and the rest looks at what was picked. Both do
 * some at a time. What arrives in between may already count, for a change of an alert or a silence; an alert that is new does
 * not.
 */
public final class RouterView {
    /** Some hundred microseconds of work, a few milliseconds when thousands of silences meet alerts that are new to them. */
    private static final int SLICE = 256;

    private final Sources sources;
    private final Instant now;
    private final Instant openEnd;
    private final IdentityHashMap<RouteNode, List<String>> mutedBy = new IdentityHashMap<>();

    /** What it looks at; the last three are those of the configuration in force. */
    record Sources(
            AlertTable alerts,
            Dispatcher dispatcher,
            Silences silences,
            Scheduler scheduler,
            Inhibitor inhibitor,
            TimeIntervals timeIntervals,
            RouteLabelRenderer routeLabels) {}

    RouterView(Sources sources, Instant now, Instant openEnd) {
        this.sources = sources;
        this.now = now;
        this.openEnd = openEnd;
    }

    /** When an alert without end would end, had it been posted now: what to show to those who want an end. */
    public Instant openEnd() {
        return openEnd;
    }

    /** All alerts that are not resolved, in no particular order. The list may be read on any thread. */
    public Future<List<HeldAlert>> alerts() {
        List<StoredAlert> places = new ArrayList<>(sources.alerts().all());
        List<HeldAlert> live = new ArrayList<>(places.size());
        return Slices.forEach(sources.scheduler(), places, Slices.REFERENCES, stored -> {
                    if (!stored.alert().resolvedAt(now)) {
                        live.add(new HeldAlert(stored.alert(), stored));
                    }
                })
                .map(done -> live);
    }

    /** Where the alerts go and what holds them back; in their order, and without those that go to none of the receivers. */
    public Future<List<AlertView>> judge(List<HeldAlert> picked, Predicate<String> receivers) {
        List<AlertView> views = new ArrayList<>(picked.size());
        return forEach(picked, held -> {
                    List<GroupPlace> places = sources.dispatcher().places(held.place());
                    List<String> names = receivers(places);
                    if (names.stream().anyMatch(receivers)) {
                        views.add(new AlertView(held.alert(), names, suppression(held.alert(), mutedByAll(places))));
                    }
                })
                .map(done -> views);
    }

    /** The groups of the receivers that hold some of the alerts, with these alerts only. */
    public Future<List<GroupView>> groups(List<HeldAlert> picked, Predicate<String> receivers) {
        Map<GroupId, Group> groups = new LinkedHashMap<>();
        return forEach(picked, held -> addTo(groups, held, receivers)).compose(done -> rendered(groups));
    }

    private record Group(GroupPlace place, List<AlertView> alerts) {}

    private void addTo(Map<GroupId, Group> groups, HeldAlert held, Predicate<String> receivers) {
        List<GroupPlace> places = sources.dispatcher().places(held.place()).stream()
                .filter(place -> place.holds() && receivers.test(receiver(place)))
                .toList();
        if (places.isEmpty()) {
            return;
        }
        List<String> names = places.stream().map(RouterView::receiver).sorted().toList();
        Suppression unmuted = suppression(held.alert(), List.of());
        for (GroupPlace place : places) {
            Suppression here = Suppression.of(unmuted.silencedBy(), unmuted.inhibitedBy(), mutedBy(place.node()));
            groups.computeIfAbsent(place.group(), id -> new Group(place, new ArrayList<>()))
                    .alerts()
                    .add(new AlertView(held.alert(), names, here));
        }
    }

    private Suppression suppression(Alert alert, List<String> muting) {
        List<String> silencedBy = sources.silences().silencing(alert.labels(), now);
        List<String> inhibitedBy = sources.inhibitor()
                .inhibiting(alert.labels(), now)
                .map(inhibition -> List.of(inhibition.source().fingerprint().toString()))
                .orElse(List.of());
        return Suppression.of(silencedBy, inhibitedBy, muting);
    }

    private List<String> mutedBy(RouteNode node) {
        return mutedBy.computeIfAbsent(
                node, muted -> sources.timeIntervals().of(muted.route()).mutedBy(now));
    }

    /** An alert that one of its routes lets pass is not muted. */
    private List<String> mutedByAll(List<GroupPlace> places) {
        Set<String> names = new LinkedHashSet<>(0);
        for (GroupPlace place : places) {
            List<String> here = mutedBy(place.node());
            if (here.isEmpty()) {
                return List.of();
            }
            names.addAll(here);
        }
        return List.copyOf(names);
    }

    private static String receiver(GroupPlace place) {
        return place.node().route().receiver();
    }

    private static List<String> receivers(List<GroupPlace> places) {
        return places.size() == 1
                ? List.of(receiver(places.get(0)))
                : places.stream().map(RouterView::receiver).distinct().toList();
    }

    /** Route labels one group after another: rendering shares its workers with notifications. */
    private Future<List<GroupView>> rendered(Map<GroupId, Group> groups) {
        List<GroupView> views = new ArrayList<>(groups.size());
        Future<Void> done = Future.succeededFuture();
        for (Group group : groups.values()) {
            if (group.place().node().route().labels().isEmpty()) {
                views.add(view(group, Labels.empty()));
            } else {
                done = done.compose(before -> routeLabels(group.place())).map(labels -> {
                    views.add(view(group, labels));
                    return null;
                });
            }
        }
        return done.map(all -> views);
    }

    private GroupView view(Group group, Labels routeLabels) {
        RouteNode node = group.place().node();
        return new GroupView(
                node.route().receiver(), group.place().group().labels(), routeLabels, mutedBy(node), group.alerts());
    }

    /** As the next notification would have them, whatever alerts were asked for. */
    private Future<Labels> routeLabels(GroupPlace place) {
        List<Alert> firing = sources.dispatcher().members(place.group()).stream()
                .filter(alert -> !alert.resolvedAt(now))
                .map(alert -> alert.withEndsAt(null))
                .toList();
        Flush asked = new Flush(place.group(), place.node(), firing, now, new Tick(now, 0), 1, Map.of(), List.of());
        return Future.succeededFuture(asked)
                .compose(sources.routeLabels()::render)
                .otherwise(Labels.empty());
    }

    /** Does something with each alert that the router has not forgotten in between. */
    private Future<Void> forEach(List<HeldAlert> picked, Consumer<HeldAlert> action) {
        return Slices.forEach(sources.scheduler(), picked, SLICE, held -> {
            if (sources.alerts().holds(held.place())) {
                action.accept(held);
            }
        });
    }
}
