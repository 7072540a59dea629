package tocsin.state.sqlite;

import java.time.Instant;
import java.util.Optional;

/**
 * @param bytes on disk, the write-ahead log included
 * @param records on disk
 * @param oldest time of the record on disk that was written first; empty when there is none
 * @param waiting records that are not on disk yet
 * @param dropped records that never got there, since the start
 */
public record HistoryFigures(long bytes, long records, Optional<Instant> oldest, int waiting, long dropped) {}
