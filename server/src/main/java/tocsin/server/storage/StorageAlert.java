package tocsin.server.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * The built-in alert that state cannot be written. It goes the way of any alert, so that whoever is on call hears of it before a
 * restart forgets something. It always has an end, which is moved on while it lasts: after a crash in the midst of it nobody
 * has to remember to end it. Owned by the context of the scheduler.
 */
public final class StorageAlert {
    static final String ALERT_NAME = "StateWriteFailing";

    private static final Duration LOOK_EACH = Duration.ofSeconds(1);
    private static final int RESENDS_GOOD_FOR = 4;

    private final StoreHealth health;
    private final Settings settings;
    private final AlertSink sink;
    private final Clock clock;
    private final Scheduler scheduler;

    private @Nullable Firing firing;
    private Scheduler.@Nullable Timer next;

    /**
     * @param after how long writes must have failed; zero for never
     * @param resendDelay how often the alert is sent again while it lasts
     * @param directory as people know it
     */
    public record Settings(Duration after, Duration resendDelay, String directory) {}

    private record Firing(Instant since, Instant sent, String reason) {}

    public StorageAlert(StoreHealth health, Settings settings, AlertSink sink, Clock clock, Scheduler scheduler) {
        this.health = health;
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    public void start() {
        if (!settings.after().isZero()) {
            look();
        }
    }

    public void close() {
        if (next != null) {
            next.cancel();
        }
    }

    private void look() {
        next = scheduler.after(LOOK_EACH, this::look);
        Instant now = clock.now();
        StoreHealth.Failing failing = health.failing(now);
        Firing before = firing;
        if (failing == null) {
            end(before, now);
        } else if (before != null ? isDue(before, now) : isLongEnough(failing, now)) {
            Instant since = before == null ? failing.since() : before.since();
            firing = new Firing(since, now, failing.reason());
            send(since, now, now.plus(validity()), failing.reason());
        }
    }

    private void end(@Nullable Firing before, Instant now) {
        if (before != null) {
            firing = null;
            send(before.since(), now, now, before.reason());
        }
    }

    /** A clock that was set back makes it early rather than late. */
    private boolean isLongEnough(StoreHealth.Failing failing, Instant now) {
        return Duration.between(failing.since(), now).abs().compareTo(settings.after()) >= 0;
    }

    /** A clock that was set back must not keep it from being sent. */
    private boolean isDue(Firing sent, Instant now) {
        return Duration.between(sent.sent(), now).abs().compareTo(settings.resendDelay()) >= 0;
    }

    private Duration validity() {
        return settings.resendDelay().multipliedBy(RESENDS_GOOD_FOR);
    }

    private void send(Instant since, Instant now, Instant end, String reason) {
        Instant start = since.isAfter(end) ? end : since;
        Alert alert = new Alert(
                Labels.of(Labels.ALERT_NAME, ALERT_NAME, "severity", "warning"),
                Annotations.of(
                        "summary",
                        "Tocsin cannot write all of its state",
                        "description",
                        "Not everything can be written to %s since %s. Rules are evaluated and alerts are notified from memory, changes of silences that cannot be written are refused, and a restart now would forget what was not written. The last error: %s"
                                .formatted(settings.directory(), since, reason)),
                start,
                end,
                "",
                now,
                false,
                Alert.Origin.API);
        sink.send(List.of(new RuleAlert(alert, end, List.of())));
    }
}
