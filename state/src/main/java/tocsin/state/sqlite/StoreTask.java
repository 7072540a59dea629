package tocsin.state.sqlite;

/** What waits for the store's thread. */
sealed interface StoreTask permits Append, Replay, Closing {
    /** It will not be done. Any thread; the one who waits is told on its context. */
    void fail(Throwable cause);
}
