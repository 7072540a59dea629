package tocsin.router.journal;

/** Told when the state store fails. */
public interface JournalObserver {
    /** Entries could not be written; they are kept in memory and written with the next attempt. */
    void stateWriteFailed(Throwable cause);
}
