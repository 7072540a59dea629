package tocsin.server.scenario;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Alert;
import tocsin.time.Clock;

/** Everybody who is notified. They outlive reloads and restarts, and remember together what arrived when. */
final class Receivers {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Map<IntegrationId, RecordingNotifier> notifiers = new LinkedHashMap<>();
    private final List<String> arrived = new ArrayList<>();

    Receivers(Clock clock) {
        this.clock = clock;
    }

    RecordingNotifier notifier(IntegrationId id) {
        return notifiers.computeIfAbsent(id, added -> new RecordingNotifier());
    }

    void arrived(Notification notification) {
        arrived.add("%s %s%s".formatted(time(clock.now()), name(notification.integration()), content(notification)));
    }

    /** In the order of arrival. */
    List<String> arrived() {
        return List.copyOf(arrived);
    }

    /** To the second, which is as exact as stories are when they do not retry. */
    static String time(Instant at) {
        long millis = at.toEpochMilli() % 1000;
        return TIME.format(at) + (millis == 0 ? "" : ".%03d".formatted(millis));
    }

    private static String name(IntegrationId id) {
        return id.index() == 0 ? id.receiver() : id.receiver() + '#' + id.index();
    }

    private static String content(Notification notification) {
        return part(" firing", notification, false) + part(" resolved", notification, true);
    }

    private static String part(String title, Notification notification, boolean resolved) {
        StringBuilder names = new StringBuilder();
        for (Alert alert : notification.alerts()) {
            if (alert.resolvedAt(notification.flushedAt()) == resolved) {
                names.append(' ').append(Names.print(alert.labels()));
            }
        }
        return names.isEmpty() ? "" : title + names;
    }
}
