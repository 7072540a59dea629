package tocsin.state.sqlite;

import java.time.Duration;

/** Told what the store met and did; for the log and metrics. Called on the store's thread, or on the one that opens it. */
public interface StoreObserver {
    /**
     * A row could not be read and is left where it is: it is not replayed, and the next write of its key replaces it.
     *
     * @param reason for people
     */
    void rowSetAside(String table, String key, String reason);

    /**
     * The end of the write-ahead log was no whole transaction and was cut: what a crash left unfinished, or damage.
     *
     * @param bytes how many did not belong to a whole transaction
     */
    void tailCut(long bytes);

    /** The file was damaged; it was set aside and a new one was begun. */
    void damaged(Damage damage);

    /** Something else than rows could not be written: the log into the file, or a mark. Tried again later; nothing is lost. */
    void upkeepFailed(Throwable cause);

    /**
     * @param rows how many entries were merged by the transaction
     * @param took including the disk
     */
    void committed(int rows, Duration took);
}
