package tocsin.state.history;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps records and finds them again. Any thread. */
public interface RecordLog {
    /**
     * Keeps a record, if it can. Returns at once: it is written behind the caller, so a crash may lose the last second, and a
     * disk that fails or does not keep up loses more, which is counted. A search finds it from now on.
     */
    void append(HistoryRecord added);

    /** What was written last comes first. Completes on the caller's context; fails when the log cannot be read. */
    Future<List<FoundRecord>> find(HistorySearch search);

    /** Time of the record of a kind that was written first of those kept; empty when there is none. As {@link #find}. */
    Future<Optional<Instant>> oldest(String kind);

    /** Writes what waits and lets go of what the log holds. */
    Future<Void> close();
}
