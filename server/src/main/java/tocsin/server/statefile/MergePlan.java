package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.silence.Silence;
import tocsin.server.client.TextTable;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.sqlite.RawRow;
import tocsin.state.sqlite.StateReader;

/** What each entry that is to be imported would do to a state, by the merge rule of its table. */
final class MergePlan {
    private final List<ImportSource> sources;
    private final Instant now;
    private final Map<String, Map<Effect, Long>> effects = new LinkedHashMap<>();
    /** By the position of the entry among all. */
    private final BitSet changes = new BitSet();

    private int entries;
    /** Whether there is a state already. */
    private boolean livesOn;

    /** What becomes of an entry. */
    enum Effect {
        /** No row has its key. */
        ADDED,
        /** The row there is older. */
        UPDATED,
        /** The row there is as new or newer, and stays. */
        UNCHANGED,
        /** Nobody needs it any more, and no row has its key. */
        EXPIRED,
        /** It tells of a moment that is over: only an empty state takes it. */
        OUTDATED
    }

    /**
     * Of a state that has lived on only these tables are merged with a backup: alerts, timers and attempts of the moment of the backup
     * would bring back what has ended since, and their keys count up, so equal ones may be about other things.
     */
    private static final Set<String> MERGED =
            Set.of(Silence.TABLE.name(), NotificationLog.TABLE.name(), ImportedEntry.TABLE.name());

    private MergePlan(List<ImportSource> sources, Instant now) {
        this.sources = sources;
        this.now = now;
    }

    /** Changes nothing; a directory without a state is one without rows. */
    static MergePlan of(List<ImportSource> sources, Path directory, Instant now) throws IOException {
        MergePlan plan = new MergePlan(sources, now);
        if (!StateReader.isState(directory)) {
            plan.look(entry -> null);
            return plan;
        }
        try (StateReader state = StateReader.open(directory)) {
            List<String> tables = state.tables();
            plan.livesOn = true;
            plan.look(entry -> tables.contains(entry.table().name())
                    ? state.find(entry.table().name(), entry.key())
                    : null);
        }
        return plan;
    }

    /** Where the row of an entry's key is found. */
    @FunctionalInterface
    private interface Rows {
        @Nullable
        RawRow find(Entry<?> entry);
    }

    private void look(Rows rows) throws IOException {
        for (ImportSource source : sources) {
            source.forEach(entry -> count(entry, rows.find(entry)));
        }
    }

    private <V> void count(Entry<V> entry, @Nullable RawRow row) {
        Effect effect = effect(entry, row);
        effects.computeIfAbsent(entry.table().name(), table -> new EnumMap<>(Effect.class))
                .merge(effect, 1L, Long::sum);
        changes.set(entries++, effect == Effect.ADDED || effect == Effect.UPDATED);
    }

    private <V> Effect effect(Entry<V> entry, @Nullable RawRow row) {
        if (livesOn && !MERGED.contains(entry.table().name())) {
            return Effect.OUTDATED;
        }
        if (row == null) {
            return entry.expiresAt().isAfter(now) ? Effect.ADDED : Effect.EXPIRED;
        }
        Table<V> table = entry.table();
        try {
            Entry<V> known = row.entry(table);
            return table.merge().apply(known, entry).equals(known) ? Effect.UNCHANGED : Effect.UPDATED;
        } catch (CodecException e) {
            // Damaged: any version is better.
            return Effect.UPDATED;
        }
    }

    /** The entries that would change something. */
    void forEachChange(Consumer<Entry<?>> change) throws IOException {
        Consumer<Entry<?>> counted = new Consumer<>() {
            private int position;

            @Override
            public void accept(Entry<?> entry) {
                if (changes.get(position++)) {
                    change.accept(entry);
                }
            }
        };
        for (ImportSource source : sources) {
            source.forEach(counted);
        }
    }

    boolean changesNothing() {
        return changes.isEmpty();
    }

    TextTable text() {
        TextTable text = new TextTable("TABLE", "ADDED", "UPDATED", "UNCHANGED", "EXPIRED", "OUTDATED");
        effects.forEach((table, counts) -> text.row(
                table,
                count(counts, Effect.ADDED),
                count(counts, Effect.UPDATED),
                count(counts, Effect.UNCHANGED),
                count(counts, Effect.EXPIRED),
                count(counts, Effect.OUTDATED)));
        return text;
    }

    private static String count(Map<Effect, Long> counts, Effect effect) {
        return Long.toString(counts.getOrDefault(effect, 0L));
    }

    JsonArray json() {
        JsonArray json = new JsonArray();
        effects.forEach((table, counts) -> json.add(new JsonObject()
                .put("table", table)
                .put("added", counts.getOrDefault(Effect.ADDED, 0L))
                .put("updated", counts.getOrDefault(Effect.UPDATED, 0L))
                .put("unchanged", counts.getOrDefault(Effect.UNCHANGED, 0L))
                .put("expired", counts.getOrDefault(Effect.EXPIRED, 0L))
                .put("outdated", counts.getOrDefault(Effect.OUTDATED, 0L))));
        return json;
    }
}
