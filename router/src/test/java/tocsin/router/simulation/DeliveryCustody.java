package tocsin.router.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.group.GroupId;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;
import tocsin.state.Entry;

/**
 * Deliveries over crashes.
 *
 * <ul>
 *   <li>(n) A delivery is handed to the disk in the instant in which it is known, or when the disk has done what it is at and has
 *       what it refused before. From then on nobody is told the same again, nor after a crash if the disk had confirmed it.
 *   <li>(m) An attempt whose outcome nobody knows is on the disk, and what repeats it is marked; nothing else is.
 *   <li>(r) Who was told that an alert fires is told that it does not, however often the process dies.
 *   <li>(c) Once the disk knows of an intent to tell him, it does so until he is told the end.
 * </ul>
 */
final class DeliveryCustody {
    private final Timeline timeline;
    private final Trace trace;
    private final SimulatedDisk disk;
    private final Setup setup;
    private final Supplier<Router> router;
    private final Consumer<String> tally;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, String> routes = new HashMap<>();
    private int process;

    /** Whether the next delivery has to say that it may be a duplicate. */
    private enum Mark {
        DUE,
        WRONG,
        EITHER
    }

    /** One integration and one group. */
    private static final class Line {
        /** What the router has said of it to the disk, with the time of it; null where it removed it. */
        final List<Logged> logged = new ArrayList<>();
        /** Told firing, and not yet resolved. */
        final Map<Labels, Long> owed = new HashMap<>();
        /** Those of them of which the disk has known. */
        final Set<Long> secured = new HashSet<>();

        tocsin.router.pipeline.@Nullable Attempt intent;

        /** Null before the first attempt. */
        @Nullable
        GroupId group;

        @Nullable
        Attempt last;

        Mark mark = Mark.WRONG;

        @Nullable
        LogEntry known() {
            return logged.isEmpty() ? null : logged.get(logged.size() - 1).entry();
        }
    }

    private record Logged(long at, @Nullable LogEntry entry) {}

    DeliveryCustody(
            Timeline timeline,
            Trace trace,
            SimulatedDisk disk,
            Setup setup,
            Supplier<Router> router,
            Consumer<String> tally) {
        this.timeline = timeline;
        this.trace = trace;
        this.disk = disk;
        this.setup = setup;
        this.router = router;
        this.tally = tally;
        disk.watch(this::handedIn);
        disk.watchWritten(this::written);
    }

    private Line line(String key) {
        return lines.computeIfAbsent(key, first -> new Line());
    }

    private void handedIn(Entry<?> entry) {
        if (entry.table().equals(NotificationLog.TABLE)) {
            Line line = line(entry.key());
            // A row that could not be written comes again, and is nothing new.
            if (!Objects.equals(line.known(), entry.value())) {
                line.logged.add(new Logged(timeline.nanos(), (LogEntry) entry.value()));
            }
        } else if (entry.table().equals(tocsin.router.pipeline.Attempt.TABLE)) {
            line(entry.key()).intent = (tocsin.router.pipeline.Attempt) entry.value();
        }
    }

    private void written(List<Entry<?>> transaction) {
        for (Entry<?> entry : transaction) {
            if (entry.value() instanceof LogEntry logged) {
                secure(line(entry.key()), logged.believedFiring());
            } else if (entry.value() instanceof tocsin.router.pipeline.Attempt intent) {
                secure(line(entry.key()), intent.firing());
            }
        }
    }

    private static void secure(Line line, AlertHashes onDisk) {
        line.owed.values().stream().filter(onDisk::contains).forEach(line.secured::add);
    }

    // What receivers see.

    void attempted(Attempt attempt) {
        Notification sent = attempt.notification;
        String key = key(sent);
        Line line = line(key);
        if (!isCalledFor(sent, line)) {
            trace.finding(
                    "(n) %s was told once more: %s, although %s".formatted(key, FlushJudge.text(sent), line.known()));
        }
        line.last = attempt;
        line.group = new GroupId(
                Objects.requireNonNull(routes.get(sent.routeLabels().getOrEmpty(World.UID))), sent.groupLabels());
    }

    /** Where the group of a notification is filed. */
    private String key(Notification sent) {
        String uid = sent.routeLabels().getOrEmpty(World.UID);
        if (!routes.containsKey(uid)) {
            look(router.get().groups());
        }
        String route = Objects.requireNonNull(routes.get(uid), uid);
        return new LogKey(new GroupId(route, sent.groupLabels()), sent.integration()).toString();
    }

    void look(Collection<GroupSnapshot> groups) {
        Set<GroupId> live = new HashSet<>();
        groups.forEach(group -> {
            routes.put(
                    group.node().route().labels().getOrDefault(World.UID, ""),
                    group.id().route());
            live.add(group.id());
        });
        lines.values().forEach(line -> {
            // Nobody will ask for the outcome any more.
            if (line.group == null || !live.contains(line.group)) {
                nothingNew(line);
            }
        });
    }

    /** Section 5.5, by what the router knows for certain. */
    private static boolean isCalledFor(Notification sent, Line line) {
        AlertHashes firing = firing(sent);
        AlertHashes resolved = resolved(sent);
        LogEntry known = line.known();
        boolean perhapsTold = line.intent != null && line.intent.firing().intersects(resolved);
        if (known == null) {
            return !firing.isEmpty() || perhapsTold;
        }
        if (!known.firing().containsAll(firing) || !known.resolved().containsAll(resolved)) {
            return true;
        }
        if (firing.isEmpty()) {
            return !known.firing().isEmpty() || known.believedFiring().intersects(resolved) || perhapsTold;
        }
        // The age counts from tick to tick, and a flush may come later than its tick.
        Duration repeat = Duration.ofSeconds(1).plus(Duration.between(known.timestamp(), sent.flushedAt()));
        return repeat.multipliedBy(2).compareTo(known.life()) >= 0;
    }

    private static AlertHashes firing(Notification sent) {
        return AlertHashes.of(sent.alerts().stream()
                .filter(alert -> !alert.resolvedAt(sent.flushedAt()))
                .toList());
    }

    private static AlertHashes resolved(Notification sent) {
        return AlertHashes.of(sent.alerts().stream()
                .filter(alert -> alert.resolvedAt(sent.flushedAt()))
                .toList());
    }

    void answered(Attempt attempt, DeliveryResult result) {
        if (!(result instanceof DeliveryResult.Delivered)) {
            return;
        }
        Notification sent = attempt.notification;
        Line line = line(key(sent));
        for (Alert alert : sent.alerts()) {
            if (alert.resolvedAt(sent.flushedAt())) {
                line.owed.remove(alert.labels());
                line.secured.remove(alert.fingerprint().value());
            } else if (setup.wantsResolved(sent.integration())) {
                line.owed.put(alert.labels(), alert.fingerprint().value());
            }
        }
        disk.rows(tocsin.router.pipeline.Attempt.TABLE).stream()
                .filter(intent -> intent.key().toString().equals(key(sent)))
                .forEach(intent -> secure(line, intent.firing()));
        long now = timeline.nanos();
        int mine = process;
        if (now - attempt.at < attempt.longest.toNanos()) {
            timeline.after(Lookout.MOMENT, () -> judgeWritten(line, now, mine));
        }
    }

    private void judgeWritten(Line line, long since, int mine) {
        if (mine != process || line.logged.stream().anyMatch(each -> each.at() >= since)) {
            return;
        }
        if (disk.isBusy()) {
            timeline.after(Duration.ofMillis(10), () -> judgeWritten(line, since, mine));
        } else if (disk.isBehind()) {
            timeline.after(Custody.MAY_WAIT, () -> judgeWritten(line, since, mine));
        } else {
            trace.finding("(n) a delivery was not written at once: " + line.group);
        }
    }

    void recorded(FlushRecord record) {
        for (Decision decision : record.decisions()) {
            if (decision instanceof Decision.Delivered delivered) {
                judgeMark(line(record.group(), delivered.integration()), record, delivered.unsureBefore());
            } else if (decision instanceof Decision.OnlyRecorded only) {
                line(record.group(), only.integration()).mark = Mark.WRONG;
            } else if (decision instanceof Decision.NothingNew nothing) {
                nothingNew(line(record.group(), nothing.integration()));
            } else if (decision instanceof Decision.NotDelivered not) {
                soften(line(record.group(), not.integration()), Mark.WRONG);
            } else if (decision instanceof Decision.Stopped stopped) {
                soften(line(record.group(), stopped.integration()), Mark.WRONG);
            }
        }
    }

    private Line line(GroupId group, IntegrationId integration) {
        return line(new LogKey(group, integration).toString());
    }

    /** It knows what there is to know, whatever became of an attempt before; unless that told of an alert that is muted now. */
    private static void nothingNew(Line line) {
        soften(line, Mark.DUE);
        line.last = null;
    }

    private static void soften(Line line, Mark from) {
        line.mark = line.mark == from ? Mark.EITHER : line.mark;
    }

    private void judgeMark(Line line, FlushRecord record, boolean marked) {
        if (line.mark != Mark.EITHER && marked != (line.mark == Mark.DUE)) {
            trace.finding("(m) a delivery is %s as a possible duplicate: %s"
                    .formatted(marked ? "marked" : "not marked", record));
        }
        tally.accept(line.mark == Mark.DUE ? "marked deliveries" : "deliveries");
        line.mark = Mark.WRONG;
    }

    // Crashes.

    /** @param horizon before which everything is on the disk for certain */
    void crashed(long horizon) {
        process++;
        Map<String, LogEntry> log = new HashMap<>();
        disk.rows(NotificationLog.TABLE).forEach(entry -> log.put(entry.key().toString(), entry));
        Map<String, tocsin.router.pipeline.Attempt> intents = new HashMap<>();
        disk.rows(tocsin.router.pipeline.Attempt.TABLE)
                .forEach(intent -> intents.put(intent.key().toString(), intent));
        log.keySet().forEach(this::line);
        intents.keySet().forEach(this::line);
        lines.forEach((key, line) -> crashed(key, line, log.get(key), intents.get(key), horizon));
    }

    private void crashed(
            String key,
            Line line,
            @Nullable LogEntry entry,
            tocsin.router.pipeline.@Nullable Attempt intent,
            long horizon) {
        if (!mayBeOnTheDisk(line, entry, horizon)) {
            trace.finding("(n) the disk has %s of %s, after %s".formatted(entry, key, line.logged));
        }
        Attempt last = line.last;
        if (intentMustBeThere(line, last, entry, horizon) && intent == null) {
            trace.finding("(m) the outcome of an attempt is unknown, and nobody will know of it: %s %s"
                    .formatted(key, FlushJudge.text(Objects.requireNonNull(last).notification)));
        }
        if (last != null && intent != null && isKnownToHaveArrived(line, last, horizon) && isOf(intent, last)) {
            trace.finding("(m) the disk does not know that an attempt has arrived: %s %s"
                    .formatted(key, FlushJudge.text(last.notification)));
        }
        line.logged.clear();
        line.logged.add(new Logged(Long.MIN_VALUE, entry));
        line.intent = intent;
        line.mark = intent == null ? Mark.WRONG : Mark.DUE;
        line.last = null;
        line.owed.values().removeIf(hash -> {
            boolean evident = (entry != null && entry.believedFiring().contains(hash))
                    || (intent != null && intent.firing().contains(hash));
            tally.accept(evident ? "owed over a crash" : "told, and lost");
            if (!evident && line.secured.contains(hash)) {
                trace.finding("(c) the disk has forgotten that %s was told of a firing alert".formatted(key));
            }
            return !evident;
        });
        line.secured.clear();
        line.secured.addAll(line.owed.values());
    }

    /** The last one before the horizon, or a later one. */
    private static boolean mayBeOnTheDisk(Line line, @Nullable LogEntry entry, long horizon) {
        boolean possible = line.logged.stream().noneMatch(each -> each.at() < horizon) && entry == null;
        for (Logged each : line.logged) {
            boolean same = Objects.equals(each.entry(), entry);
            possible = each.at() < horizon ? same : possible || same;
        }
        return possible;
    }

    /**
     * Of an attempt under way, or one that was delivered although the disk has not heard of it. One that began only just may be
     * missing, and is repeated without a mark then.
     */
    private static boolean intentMustBeThere(
            Line line, @Nullable Attempt last, @Nullable LogEntry entry, long horizon) {
        if (last == null || last.at >= horizon) {
            return false;
        }
        // What was logged later may be no delivery: that one who takes no resolutions need not be told of one.
        boolean onTheDisk = line.logged.stream()
                .anyMatch(each -> each.at() >= last.answeredAt && Objects.equals(each.entry(), entry));
        return last.answer == null || (last.answer instanceof DeliveryResult.Delivered && !onTheDisk);
    }

    private static boolean isKnownToHaveArrived(Line line, Attempt last, long horizon) {
        return last.answer instanceof DeliveryResult.Delivered
                && line.logged.stream().anyMatch(each -> each.at() >= last.answeredAt && each.at() < horizon)
                && last.answeredAt - last.at < last.longest.toNanos();
    }

    private static boolean isOf(tocsin.router.pipeline.Attempt intent, Attempt attempt) {
        return intent.at().equals(attempt.notification.flushedAt());
    }

    /** Alerts of which somebody was told that they fire, as the disk knows, and of which he is to be told that they end. */
    Set<Labels> owed() {
        Set<Labels> owed = new HashSet<>();
        lines.values().forEach(line -> owed.addAll(line.owed.keySet()));
        return owed;
    }

    /** Whether an attempt of the group was cut off. */
    boolean isUnsure(GroupId group) {
        return lines.values().stream()
                .anyMatch(line -> line.mark == Mark.DUE
                        && Objects.requireNonNull(line.intent).key().group().equals(group));
    }

    void end() {
        lines.forEach((key, line) -> {
            if (!line.owed.isEmpty()) {
                trace.finding("(r) %s was never told that %s is over".formatted(key, line.owed.keySet()));
            }
        });
    }
}
