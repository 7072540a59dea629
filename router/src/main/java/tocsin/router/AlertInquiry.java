package tocsin.router;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.explain.AlertFacts;
import tocsin.router.explain.GroupFacts;
import tocsin.router.explain.IntegrationFacts;
import tocsin.router.explain.MemberFacts;
import tocsin.router.group.Dispatcher;
import tocsin.router.group.GroupStanding;
import tocsin.router.group.Tick;
import tocsin.router.ingest.AlertTable;
import tocsin.router.ingest.StoredAlert;
import tocsin.router.inhibit.Inhibition;
import tocsin.router.inhibit.Inhibitor;
import tocsin.router.mute.RouteTimes;
import tocsin.router.mute.TimeIntervals;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.pipeline.Deliverer;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.Told;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.Silences;
import tocsin.time.Scheduler;

/**
 * Gathers what the router knows about one alert. Made for one question, on the routing context. A large group is looked at
 * some alerts at a time; what changes in between may already count.
 */
final class AlertInquiry {
    private static final int SLICE = 256;
    private static final RouteTimes ALWAYS = new RouteTimes(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(AlertInquiry.class);

    private final Sources sources;
    private final Tick now;

    /** What it looks at; the last four are those of the configuration in force. */
    record Sources(
            AlertTable alerts,
            Dispatcher dispatcher,
            Silences silences,
            NotificationLog log,
            Deliverer deliverer,
            Scheduler scheduler,
            RouterOptions options,
            Inhibitor inhibitor,
            TimeIntervals timeIntervals,
            Map<String, List<Integration>> receivers) {}

    AlertInquiry(Sources sources, Tick now) {
        this.sources = sources;
        this.now = now;
    }

    /** An alert that is not held is taken for one that starts now and lasts. */
    Future<AlertFacts> about(Labels labels) {
        StoredAlert stored = sources.alerts().find(labels);
        Alert alert = stored == null ? startingNow(labels) : stored.alert();
        MemberFacts subject = stored == null ? hypothetical(alert) : member(alert, false);
        List<GroupFacts> groups = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (GroupStanding standing : sources.dispatcher().standingsFor(labels, now)) {
            done = done.compose(before -> group(standing, stored, subject)).map(group -> {
                groups.add(group);
                return null;
            });
        }
        return done.map(all -> new AlertFacts(
                now,
                subject,
                stored != null,
                open(() -> sources.inhibitor().inhibiting(labels, now.at()), Optional.<Inhibition>empty())
                        .orElse(null),
                explainedBy(sources.dispatcher().tree(), labels),
                groups,
                sources.options().alertsPerName()));
    }

    private static @Nullable NodeExplanation explainedBy(@Nullable RouteTree tree, Labels labels) {
        return tree == null ? null : tree.explain(labels);
    }

    /** A gate that is broken lets everything pass, so nothing is known of it that would hold an alert back. */
    private static <T> T open(Supplier<T> gate, T passing) {
        try {
            return gate.get();
        } catch (RuntimeException e) {
            LOG.error("a gate is broken and cannot be explained", e);
            return passing;
        }
    }

    private Alert startingNow(Labels labels) {
        Instant start = now.at();
        return new Alert(labels, Annotations.empty(), start, null, "", start, false, Alert.Origin.API);
    }

    private MemberFacts hypothetical(Alert alert) {
        return new MemberFacts(
                alert,
                open(() -> sources.inhibitor().inhibitedUntil(alert.labels()), Instant.MIN),
                open(() -> sources.silences().matching(alert.labels(), now.at()), List.of()),
                false);
    }

    private MemberFacts member(Alert alert, boolean leaving) {
        return new MemberFacts(
                alert,
                open(() -> sources.inhibitor().inhibitedUntil(alert.labels()), Instant.MIN),
                open(() -> sources.silences().notOver(alert.labels(), now.at()), List.of()),
                leaving);
    }

    private Future<GroupFacts> group(GroupStanding standing, @Nullable StoredAlert stored, MemberFacts subject) {
        List<StoredAlert> held = sources.dispatcher().held(standing.id());
        List<MemberFacts> members = new ArrayList<>(held.size() + 1);
        boolean holds = stored != null && sources.dispatcher().holds(standing.id(), stored);
        return Slices.forEach(
                        sources.scheduler(),
                        held,
                        SLICE,
                        each -> members.add(
                                member(each.alert(), sources.dispatcher().leaving(standing.id(), each))))
                .map(done -> {
                    if (stored == null) {
                        members.add(subject);
                    }
                    GroupStanding latest = sources.dispatcher().standing(standing.id(), now);
                    return new GroupFacts(
                            latest == null ? standing : latest,
                            stored == null || holds,
                            open(
                                    () -> sources.timeIntervals()
                                            .of(standing.node().route()),
                                    ALWAYS),
                            members,
                            integrations(standing, members),
                            sources.options().resolvedAfterMute());
                });
    }

    private List<IntegrationFacts> integrations(GroupStanding standing, List<MemberFacts> members) {
        List<Alert> alerts = members.stream().map(MemberFacts::alert).toList();
        String receiver = standing.node().route().receiver();
        return sources.receivers().getOrDefault(receiver, List.of()).stream()
                .map(integration -> {
                    LogKey key = new LogKey(standing.id(), integration.id());
                    Told told = new Told(
                            sources.log().find(key, standing.node(), alerts),
                            sources.deliverer().cutOff(key));
                    return new IntegrationFacts(
                            integration.id(),
                            integration.sendResolved(),
                            told,
                            sources.deliverer().underWay(key),
                            sources.deliverer().failed(key));
                })
                .toList();
    }
}
