package tocsin.router.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.Table;

/** Rows in memory, which go through their bytes before anybody reads them. */
final class MemoryMedium implements SimulatedDisk.Medium {
    private final MemoryStateStore rows = new MemoryStateStore();

    @Override
    public void write(List<List<? extends Entry<?>>> appends) {
        List<Entry<?>> all = new ArrayList<>();
        appends.forEach(all::addAll);
        if (!rows.append(all).succeeded()) {
            throw new IllegalStateException("the memory store takes all");
        }
    }

    @Override
    public SimulatedDisk.Outcome crash(List<List<? extends Entry<?>>> underWay, Random random) {
        boolean written = random.nextBoolean();
        if (written) {
            write(underWay);
        }
        return new SimulatedDisk.Outcome("rows", written ? "all" : "nothing", List.of());
    }

    @Override
    public <V> void replay(Table<V> table, Consumer<Entry<V>> onEntry) {
        List<Entry<V>> copies = new ArrayList<>();
        if (!rows.open(table, entry -> copies.add(copy(entry))).succeeded()) {
            throw new IllegalStateException("the memory store gives all");
        }
        copies.forEach(onEntry);
    }

    private static <V> Entry<V> copy(Entry<V> entry) {
        V value = entry.value();
        return new Entry<>(
                entry.table(), entry.key(), entry.updatedAt(), copy(entry.table(), value), entry.expiresAt());
    }

    private static <V> @Nullable V copy(Table<V> table, @Nullable V value) {
        return value == null ? null : table.codec().decode(table.codec().encode(value));
    }
}
