package tocsin.router.notificationlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * What an Alertmanager that Tocsin took over from told an integration last. It is kept as that wrote it: its group key does
 * not say which route, and its hashes do not say which alerts, so that both are known only when the alerts come.
 *
 * @param groupKey as receivers see it; sibling routes with equal matchers share it
 * @param timestamp the end of the delivery
 * @param firing alerts that fired in that notification, by {@link #hash}; so are {@code resolved} and {@code unmet}
 * @param receiverData handed in again with the next notification
 * @param expiresAt when Alertmanager would have forgotten it
 * @param unmet by the identity of each route that has notified since: which of {@code firing} were not among its alerts yet
 */
public record ImportedEntry(
        String groupKey,
        IntegrationId integration,
        Instant timestamp,
        AlertHashes firing,
        AlertHashes resolved,
        Map<String, String> receiverData,
        Instant expiresAt,
        Map<String, AlertHashes> unmet) {
    public static final Table<ImportedEntry> TABLE =
            Table.lastWriterWins("imported-log", Codec.of((out, entry) -> entry.writeTo(out), ImportedEntry::readFrom));

    private static final int SEPARATOR = 0xFF;

    public ImportedEntry {
        Objects.requireNonNull(groupKey, "groupKey");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(firing, "firing");
        Objects.requireNonNull(resolved, "resolved");
        receiverData = Map.copyOf(receiverData);
        Objects.requireNonNull(expiresAt, "expiresAt");
        unmet = Map.copyOf(unmet);
    }

    /** The key under which it is stored, which is that of Alertmanager. */
    public String key() {
        return key(groupKey, integration);
    }

    static String key(String groupKey, IntegrationId integration) {
        return groupKey + ':' + integration;
    }

    /**
     * Alertmanager's hash of an alert: xxHash64 over {@code name 0xFF value 0xFF} of each label in name order.
     *
     * @see <a href="https://github.com/prometheus/alertmanager/blob/main/notify/notify.go">hashAlert upstream</a>
     */
    public static long hash(Labels labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        labels.forEach((name, value) -> {
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
            bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
        });
        return XxHash64.of(bytes.toByteArray());
    }

    /**
     * The same as of a clock that was right: nothing was told after {@code now}. An entry that seems to come from the future
     * would count as newer than what we tell, and be kept for longer than its Alertmanager meant it to be.
     */
    public ImportedEntry writtenBy(Instant now) {
        return timestamp.isAfter(now)
                ? new ImportedEntry(
                        groupKey,
                        integration,
                        now,
                        firing,
                        resolved,
                        receiverData,
                        expiresAt.minus(Duration.between(now, timestamp)),
                        unmet)
                : this;
    }

    /** What it says of these alerts, as an entry of our own. */
    LogEntry toldOf(LogKey key, Collection<Alert> alerts) {
        AlertHashes told = fingerprints(alerts, firing);
        return new LogEntry(
                key,
                timestamp,
                told,
                fingerprints(alerts, resolved),
                told,
                receiverData,
                Duration.between(timestamp, expiresAt));
    }

    /**
     * Of these alerts those that were told as firing and came only after a route had notified. One that began to fire later
     * is another incident, whatever the log says of its labels.
     */
    AlertHashes latecomers(String route, Collection<Alert> alerts) {
        AlertHashes open = unmetBy(route);
        List<Alert> old = open == null || open.isEmpty()
                ? List.of()
                : alerts.stream()
                        .filter(alert -> !alert.startsAt().isAfter(timestamp))
                        .toList();
        return old.isEmpty() || open == null ? AlertHashes.NONE : fingerprints(old, open);
    }

    /** Null for a route that has not notified since. */
    @Nullable
    AlertHashes unmetBy(String route) {
        return unmet.get(route);
    }

    /** The same after the route has notified, with these alerts in its group. */
    ImportedEntry metBy(String route, Collection<Alert> alerts) {
        AlertHashes before = unmet.getOrDefault(route, firing);
        Map<String, AlertHashes> after = new HashMap<>(unmet);
        after.put(route, before.isEmpty() ? before : before.minus(hashes(alerts)));
        return new ImportedEntry(groupKey, integration, timestamp, firing, resolved, receiverData, expiresAt, after);
    }

    private static AlertHashes fingerprints(Collection<Alert> alerts, AlertHashes among) {
        return AlertHashes.of(alerts.stream()
                .filter(alert -> among.contains(hash(alert.labels())))
                .toList());
    }

    private static AlertHashes hashes(Collection<Alert> alerts) {
        return AlertHashes.of(
                alerts.stream().mapToLong(alert -> hash(alert.labels())).toArray());
    }

    private void writeTo(BinaryWriter out) {
        out.text(groupKey);
        out.text(integration.receiver());
        out.text(integration.kind());
        out.number(integration.index());
        out.instant(timestamp);
        firing.writeTo(out);
        resolved.writeTo(out);
        out.texts(receiverData);
        out.instant(expiresAt);
        out.list(new TreeMap<>(unmet).entrySet(), (part, route) -> {
            part.text(route.getKey());
            route.getValue().writeTo(part);
        });
    }

    private static ImportedEntry readFrom(BinaryReader in) {
        return new ImportedEntry(
                in.text(),
                new IntegrationId(in.text(), in.text(), Math.toIntExact(in.number())),
                in.instant(),
                AlertHashes.readFrom(in),
                AlertHashes.readFrom(in),
                in.texts(),
                in.instant(),
                unmet(in));
    }

    private static Map<String, AlertHashes> unmet(BinaryReader in) {
        Map<String, AlertHashes> unmet = new HashMap<>();
        in.list(part -> unmet.put(part.text(), AlertHashes.readFrom(part)));
        return unmet;
    }
}
