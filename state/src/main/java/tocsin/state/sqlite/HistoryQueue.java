package tocsin.state.sqlite;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;

/**
 * Records on their way to the disk, which get their numbers here. When there are too many the oldest are dropped, apart from
 * those that are being written. Any thread.
 */
final class HistoryQueue {
    static final int BATCH_RECORDS = 2000;
    private static final long BATCH_BYTES = 4 << 20;
    private static final int MOST_RECORDS = 50_000;
    private static final long MOST_BYTES = 64 << 20;

    private final Deque<FoundRecord> waiting = new ArrayDeque<>();
    private List<FoundRecord> writing = List.of();
    private long waitingBytes;
    private long lastNumber;
    private long dropped;

    /** @param lastNumber that was given before */
    HistoryQueue(long lastNumber) {
        this.lastNumber = lastNumber;
    }

    /** @return {@link #hasEnough} */
    synchronized boolean add(HistoryRecord record) {
        waiting.addLast(new FoundRecord(++lastNumber, record));
        waitingBytes += record.heapBytes();
        dropBeyondLimits();
        return hasEnough();
    }

    /** Whether enough waits for a transaction. */
    synchronized boolean hasEnough() {
        return waiting.size() >= BATCH_RECORDS || waitingBytes >= BATCH_BYTES;
    }

    private void dropBeyondLimits() {
        while (waiting.size() > MOST_RECORDS || waitingBytes > MOST_BYTES) {
            take();
            dropped++;
        }
    }

    private FoundRecord take() {
        FoundRecord first = waiting.removeFirst();
        waitingBytes -= first.entry().heapBytes();
        return first;
    }

    /** What is to be written next; until {@link #written} or {@link #putBack}. */
    synchronized List<FoundRecord> batch() {
        List<FoundRecord> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < BATCH_RECORDS && bytes < BATCH_BYTES) {
            FoundRecord next = take();
            bytes += next.entry().heapBytes();
            batch.add(next);
        }
        writing = batch;
        return batch;
    }

    synchronized void written() {
        writing = List.of();
    }

    synchronized void putBack() {
        for (int i = writing.size() - 1; i >= 0; i--) {
            waiting.addFirst(writing.get(i));
            waitingBytes += writing.get(i).entry().heapBytes();
        }
        writing = List.of();
        dropBeyondLimits();
    }

    /** A record that comes too late. */
    synchronized void refuse() {
        dropped++;
    }

    /** Nothing will be written any more. */
    synchronized void dropAll() {
        dropped += size();
        waiting.clear();
        waitingBytes = 0;
        writing = List.of();
    }

    synchronized int size() {
        return waiting.size() + writing.size();
    }

    synchronized long dropped() {
        return dropped;
    }

    /** What is not known to be on disk. */
    synchronized Unwritten unwritten() {
        List<FoundRecord> all = new ArrayList<>(writing);
        all.addAll(waiting);
        return new Unwritten(all, all.isEmpty() ? lastNumber + 1 : all.get(0).number());
    }

    /**
     * @param records the oldest first
     * @param first number of these; everything below it is on disk, or nowhere
     */
    record Unwritten(List<FoundRecord> records, long first) {
        /** The newest first. */
        List<FoundRecord> find(HistorySearch search) {
            List<FoundRecord> found = new ArrayList<>();
            for (int i = records.size() - 1; i >= 0 && found.size() < search.limit(); i--) {
                if (search.matches(records.get(i))) {
                    found.add(records.get(i));
                }
            }
            return found;
        }

        Optional<Instant> oldest(String kind) {
            return records.stream()
                    .map(FoundRecord::entry)
                    .filter(entry -> entry.kind().equals(kind))
                    .map(HistoryRecord::at)
                    .findFirst();
        }
    }
}
