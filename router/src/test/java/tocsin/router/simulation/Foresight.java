package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.explain.AlertFacts;
import tocsin.router.explain.Course;
import tocsin.router.explain.GroupFacts;
import tocsin.router.explain.Next;

/** What {@code explain} foretells, against what then happens while nobody does anything. */
final class Foresight {
    private final Timeline timeline;
    private final List<Heard> heard = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();

    private record Heard(Instant at, Notification notification) {
        boolean tells(Prediction prediction) {
            return notification.integration().equals(prediction.integration)
                    && notification.groupLabels().equals(prediction.group)
                    && notification.routeLabels().getOrEmpty(World.UID).equals(prediction.uid)
                    && alert(prediction.alert) != null;
        }

        @Nullable
        Alert alert(Labels labels) {
            return notification.alerts().stream()
                    .filter(alert -> alert.labels().equals(labels))
                    .findFirst()
                    .orElse(null);
        }
    }

    private record Prediction(
            Labels alert, String uid, Labels group, IntegrationId integration, Next next, GroupFacts facts) {}

    Foresight(Timeline timeline) {
        this.timeline = timeline;
    }

    void hear(Notification notification) {
        heard.add(new Heard(timeline.wall(), notification));
    }

    void begin() {
        heard.clear();
    }

    void predict(AlertFacts facts) {
        for (GroupFacts group : facts.groups()) {
            if (group.subject() && isForeseeable(group)) {
                String uid = Objects.requireNonNull(
                        group.standing().node().route().labels().get(World.UID));
                Course.of(group, facts.alert().labels(), facts.now()).forEach((integration, next) -> {
                    count(facts, group, next);
                    predictions.add(new Prediction(
                            facts.alert().labels(), uid, group.standing().id().labels(), integration, next, group));
                });
            }
        }
    }

    /** Not so a group that waits for an answer which may never come. */
    private static boolean isForeseeable(GroupFacts group) {
        boolean attempting = group.integrations().stream()
                .anyMatch(each -> each.underWay() != null && each.underWay().nextAttemptNanos() == null);
        boolean outrun = group.standing().underWay() == null && group.standing().pending() != null;
        return !attempting && !outrun;
    }

    private void count(AlertFacts facts, GroupFacts group, Next next) {
        String kind = next.fold(
                notified -> "%s of a %s alert".formatted(notified.reason(), notified.firing() ? "firing" : "resolved"),
                trying -> "retry",
                dropped -> "dropped",
                () -> "never",
                unforeseen -> "unforeseen");
        kinds.merge(kind, 1, Integer::sum);
        if (!facts.held()) {
            kinds.merge(
                    "hypothetical, " + (group.standing().createdAt() == null ? "new" : "known") + " group",
                    1,
                    Integer::sum);
        }
    }

    /** To the last that is foretold, within reason. */
    Instant last(Duration most) {
        Instant latest = timeline.wall().plus(most);
        return predictions.stream()
                .map(prediction -> prediction.next.when())
                .filter(Objects::nonNull)
                .filter(at -> at.isBefore(latest))
                .max(Instant::compareTo)
                .orElse(timeline.wall())
                .plus(Duration.ofMinutes(30));
    }

    Map<String, Integer> kinds() {
        return kinds;
    }

    /** What came otherwise. */
    List<String> findings() {
        return predictions.stream().map(this::finding).filter(Objects::nonNull).toList();
    }

    private @Nullable String finding(Prediction prediction) {
        Heard first = heard.stream()
                .filter(each -> each.tells(prediction))
                .findFirst()
                .orElse(null);
        String expected = prediction.next.fold(
                notified -> line(notified.at(), notified.reason(), notified.firing()),
                trying -> "attempt at " + trying.at(),
                dropped -> "nothing",
                () -> "nothing",
                unforeseen -> "nothing");
        Instant when = prediction.next.when();
        boolean later = when != null && when.isAfter(timeline.wall());
        String actual = actual(prediction, first);
        return actual.equals(later ? "nothing" : expected)
                ? null
                : "%s in %s%s for %s: foretold %s, came %s; out of %s"
                        .formatted(
                                prediction.alert,
                                prediction.uid,
                                prediction.group,
                                prediction.integration,
                                expected,
                                actual,
                                prediction.facts);
    }

    private static String actual(Prediction prediction, @Nullable Heard first) {
        if (first == null) {
            return "nothing";
        }
        if (prediction.next instanceof Next.Trying) {
            return "attempt at " + first.at();
        }
        Alert alert = Objects.requireNonNull(first.alert(prediction.alert));
        return line(first.at(), first.notification().reason(), !alert.resolvedAt(first.at()));
    }

    private static String line(Instant at, NotifyReason reason, boolean firing) {
        return "%s %s, %s".formatted(at, reason.text(), firing ? "firing" : "resolved");
    }
}
