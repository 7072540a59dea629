package tocsin.server.alertmanager;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.ImportedEntry;

/** An entry of the notification log on its way from protobuf: field by field, then whole. */
final class LogMessage {
    /** A group with more alerts than Alertmanager can hold. */
    private static final int MOST_HASHES = 1_000_000;

    private String groupKey = "";
    private @Nullable IntegrationId integration;
    private @Nullable Instant timestamp;
    private Instant expiresAt = Instant.EPOCH;
    private final LongStream.Builder firing = LongStream.builder();
    private final LongStream.Builder resolved = LongStream.builder();
    private int hashes;
    private final Map<String, String> receiverData = new HashMap<>();

    private LogMessage() {}

    /** @param in a MeshEntry */
    static ImportedEntry read(ProtoReader in) {
        LogMessage entry = new LogMessage();
        while (in.next()) {
            if (in.field() == 1) {
                entry.fields(in.message());
            } else if (in.field() == 2) {
                entry.expiresAt = Timestamps.read(in);
            }
        }
        return entry.whole();
    }

    private void fields(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> groupKey = in.text();
                case 2 -> integration = integration(in.message());
                case 5 -> timestamp = Timestamps.read(in);
                case 6 -> in.numbers(hash -> add(firing, hash));
                case 7 -> in.numbers(hash -> add(resolved, hash));
                case 8 -> receiverData(in.message());
                default -> {
                    // Unused, or of a later version; skipped.
                }
            }
        }
    }

    private void add(LongStream.Builder to, long hash) {
        if (++hashes > MOST_HASHES) {
            throw new MalformedMessage("it is of more than %d alerts".formatted(MOST_HASHES));
        }
        to.add(hash);
    }

    private static IntegrationId integration(ProtoReader in) {
        String receiver = "";
        String kind = "";
        long index = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> receiver = in.text();
                case 2 -> kind = in.text();
                case 3 -> index = in.number();
                default -> {
                    // Of a later version; skipped.
                }
            }
        }
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new MalformedMessage("no integration has the position " + Long.toUnsignedString(index));
        }
        return new IntegrationId(receiver, kind, (int) index);
    }

    private void receiverData(ProtoReader in) {
        String name = "";
        String value = "";
        while (in.next()) {
            if (in.field() == 1) {
                name = in.text();
            } else if (in.field() == 2) {
                value = value(in.message());
            }
        }
        receiverData.put(name, value);
    }

    private static String value(ProtoReader in) {
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> value = in.text();
                case 2 -> value = Long.toString(in.number());
                case 3 -> value = Double.toString(in.real());
                default -> {
                    // Of a later version; skipped.
                }
            }
        }
        return value;
    }

    private ImportedEntry whole() {
        if (groupKey.isEmpty() || integration == null) {
            throw new MalformedMessage("it is a log entry without a group or a receiver");
        }
        return new ImportedEntry(
                groupKey,
                integration,
                Timestamps.required(timestamp, "timestamp"),
                AlertHashes.of(firing.build().toArray()),
                AlertHashes.of(resolved.build().toArray()),
                receiverData,
                expiresAt,
                Map.of());
    }
}
