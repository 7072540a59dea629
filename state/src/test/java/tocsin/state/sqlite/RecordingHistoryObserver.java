package tocsin.state.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what it is told. */
final class RecordingHistoryObserver implements HistoryObserver {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Path> setAside = new CopyOnWriteArrayList<>();
    final AtomicLong written = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();

    @Override
    public void written(int records, Duration took) {
        written.addAndGet(records);
    }

    @Override
    public void dropped(long records) {
        dropped.addAndGet(records);
    }

    @Override
    public void failed(Throwable cause) {
        told.add("failed: " + cause.getMessage());
    }

    @Override
    public void recovered() {
        told.add("recovered");
    }

    @Override
    public void damaged(String cause, Path aside) {
        told.add("damaged");
        setAside.add(aside);
    }
}
