package tocsin.state.sqlite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was there when the store was opened.
 *
 * @param existed whether there was a state at all
 * @param closedCleanly whether its last process closed it; else it was killed, or the machine went down
 * @param lastWrittenAt wall clock of its last writes, at most a second before the last one; null when there were none
 * @param writtenBy the program that wrote it last; empty when unknown
 */
public record Found(
        boolean existed, boolean closedCleanly, @Nullable Instant lastWrittenAt, String writtenBy) {}
