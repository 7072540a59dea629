package tocsin.state.history;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A question to a {@link RecordLog}. What was written last is found first.
 *
 * @param kinds of records; empty for all
 * @param key that a record must have; none for all
 * @param from earliest time, inclusive; {@link Instant#MIN} for none
 * @param to latest time, inclusive; {@link Instant#MAX} for none
 * @param below only records with a smaller number: where the last answer ended; {@link Long#MAX_VALUE} for none
 * @param limit most records of an answer; at least 1
 */
public record HistorySearch(Set<String> kinds, OptionalLong key, Instant from, Instant to, long below, int limit) {
    /** An answer ends when it has so much, or a little more, whatever the limit: records may be large. */
    public static final long MOST_BYTES = 8 << 20;

    public HistorySearch {
        kinds = Set.copyOf(kinds);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
    }

    /** Whether an answer to this may have ended before the records did. */
    public boolean cuts(List<FoundRecord> answer) {
        return answer.size() >= limit
                || answer.stream().mapToLong(found -> found.entry().heapBytes()).sum() >= MOST_BYTES;
    }

    public static HistorySearch of(String kind) {
        return new HistorySearch(
                Set.of(kind), OptionalLong.empty(), Instant.MIN, Instant.MAX, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    public HistorySearch about(long some) {
        return new HistorySearch(kinds, OptionalLong.of(some), from, to, below, limit);
    }

    public HistorySearch between(Instant earliest, Instant latest) {
        return new HistorySearch(kinds, key, earliest, latest, below, limit);
    }

    public HistorySearch below(long number) {
        return new HistorySearch(kinds, key, from, to, number, limit);
    }

    public HistorySearch most(int records) {
        return new HistorySearch(kinds, key, from, to, below, records);
    }

    /** Whether a record is one of those asked for, the limit apart. */
    public boolean matches(FoundRecord found) {
        HistoryRecord entry = found.entry();
        return found.number() < below
                && (kinds.isEmpty() || kinds.contains(entry.kind()))
                && (key.isEmpty() || entry.isAbout(key.getAsLong()))
                && !entry.at().isBefore(from)
                && !entry.at().isAfter(to);
    }
}
