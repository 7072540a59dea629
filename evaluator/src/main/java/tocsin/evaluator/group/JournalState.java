package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.state.Entry;

/**
 * How far a group's journal has come.
 *
 * @param lastStamp of the newest row; later rows must be newer, whatever the clock says
 * @param unwritten rows that the store may not have, each in its newest version; to write one twice does no harm
 * @param answer of the store for the last append, which the next one waits for
 */
public record JournalState(Instant lastStamp, List<Entry<?>> unwritten, Future<Void> answer) {
    public JournalState {
        Objects.requireNonNull(lastStamp, "lastStamp");
        Objects.requireNonNull(answer, "answer");
        unwritten = List.copyOf(unwritten);
    }

    /** Everything is written. */
    public static JournalState written(Instant lastStamp) {
        return new JournalState(lastStamp, List.of(), Future.succeededFuture());
    }
}
