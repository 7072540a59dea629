package tocsin.router.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last decisions in memory, as many as fit. A sender whose alerts are turned away again and again does not push out
 * what was decided in flushes. Owned by the routing context.
 */
public final class RecentDecisions implements DecisionJournal {
    private static final int SHARE_OF_INTAKE = 10;

    private final Ring<FlushRecord> flushes;
    private final Ring<IntakeRecord> intakes;

    /** @param capacity the sum of {@link DecisionRecord#weight()} that is kept of flushes; a tenth of that of the intake */
    public RecentDecisions(long capacity) {
        this.flushes = new Ring<>(capacity);
        this.intakes = new Ring<>(capacity / SHARE_OF_INTAKE);
    }

    @Override
    public void record(DecisionRecord decided) {
        if (decided instanceof FlushRecord flush) {
            flushes.add(flush);
        } else if (decided instanceof IntakeRecord intake) {
            intakes.add(intake);
        }
    }

    /** Oldest first; a copy. */
    public List<FlushRecord> flushes() {
        return flushes.copy();
    }

    /** Oldest first; a copy. */
    public List<IntakeRecord> intakes() {
        return intakes.copy();
    }

    private static final class Ring<T extends DecisionRecord> {
        private final long capacity;
        private final Deque<T> records = new ArrayDeque<>();
        private long weight;

        Ring(long capacity) {
            this.capacity = capacity;
        }

        /** The newest stays, however heavy it is. */
        void add(T record) {
            records.addLast(record);
            weight += record.weight();
            while (weight > capacity && records.size() > 1) {
                weight -= records.removeFirst().weight();
            }
        }

        List<T> copy() {
            return List.copyOf(records);
        }
    }
}
