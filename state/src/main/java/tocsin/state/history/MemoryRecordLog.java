package tocsin.state.history;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the newest records as long as the object lives. For tests, and for a program without a directory. Several owners on
 * several contexts may share it, hence the lock; there is no I/O under it.
 */
public final class MemoryRecordLog implements RecordLog {
    private final int mostRecords;
    private final long mostBytes;
    /** The oldest first. */
    private final Deque<FoundRecord> kept = new ArrayDeque<>();

    private long bytes;
    private long lastNumber;

    /**
     * @param mostRecords that are kept
     * @param mostBytes of heap that they may take, roughly; a record that is larger is not kept
     */
    public MemoryRecordLog(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    @Override
    public synchronized void append(HistoryRecord added) {
        if (added.heapBytes() > mostBytes) {
            return;
        }
        kept.addLast(new FoundRecord(++lastNumber, added));
        bytes += added.heapBytes();
        while (kept.size() > mostRecords || bytes > mostBytes) {
            bytes -= kept.removeFirst().entry().heapBytes();
        }
    }

    @Override
    public synchronized Future<List<FoundRecord>> find(HistorySearch search) {
        List<FoundRecord> found = new ArrayList<>();
        Iterator<FoundRecord> newestFirst = kept.descendingIterator();
        while (newestFirst.hasNext() && found.size() < search.limit()) {
            FoundRecord next = newestFirst.next();
            if (search.matches(next)) {
                found.add(next);
            }
        }
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<Optional<Instant>> oldest(String kind) {
        return Future.succeededFuture(kept.stream()
                .map(FoundRecord::entry)
                .filter(entry -> entry.kind().equals(kind))
                .map(HistoryRecord::at)
                .findFirst());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
