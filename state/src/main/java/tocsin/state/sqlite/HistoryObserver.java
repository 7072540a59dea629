package tocsin.state.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/** Told what the history met and did; for the log and metrics. Called on the history's thread, or on the one that opens it. */
public interface HistoryObserver {
    /**
     * @param records that one transaction wrote
     * @param took including the disk
     */
    void written(int records, Duration took);

    /** So many more records were never written: the disk failed or did not keep up. */
    void dropped(long records);

    /** Writing fails from now on; it is tried again each second. */
    void failed(Throwable cause);

    /** Writing works again. */
    void recovered();

    /**
     * The file was damaged; a new one was begun.
     *
     * @param cause as SQLite says it
     * @param setAside where the damaged file is now
     */
    void damaged(String cause, Path setAside);
}
