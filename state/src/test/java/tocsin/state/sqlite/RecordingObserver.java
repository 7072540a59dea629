package tocsin.state.sqlite;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
public final class RecordingObserver implements StoreObserver {
    public final List<String> setAside = new CopyOnWriteArrayList<>();
    public final List<Damage> damages = new CopyOnWriteArrayList<>();
    public final List<Long> cuts = new CopyOnWriteArrayList<>();
    public final List<Integer> commits = new CopyOnWriteArrayList<>();
    public final List<Throwable> upkeep = new CopyOnWriteArrayList<>();

    @Override
    public void rowSetAside(String table, String key, String reason) {
        setAside.add(table + "/" + key + ": " + reason);
    }

    @Override
    public void tailCut(long bytes) {
        cuts.add(bytes);
    }

    @Override
    public void damaged(Damage damage) {
        damages.add(damage);
    }

    @Override
    public void upkeepFailed(Throwable cause) {
        upkeep.add(cause);
    }

    @Override
    public void committed(int rows, Duration took) {
        commits.add(rows);
    }
}
