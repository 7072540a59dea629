package tocsin.router.pipeline;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Fingerprint;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.state.codec.Codec;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.RecordLog;

/**
 * Decisions in the log of records: how they are written there and under which keys they are found. A flush bears the
 * fingerprints of the alerts named in it, its group and its group key; a batch those of the alerts that were turned away. Of
 * flushes that come to the same again and again, one in an hour is written.
 */
public final class DecisionLog implements DecisionJournal {
    /** Flushes that came to an outcome for an integration. Few among many, so that a list of notifications reads only them. */
    public static final String NOTIFICATION = "notification";
    /** All other flushes. */
    public static final String FLUSH = "flush";

    public static final String INTAKE = "intake";
    /** Kinds of all flushes. */
    public static final Set<String> FLUSHES = Set.of(FLUSH, NOTIFICATION);

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final RecordLog log;
    private final QuietFlushes quiet = new QuietFlushes();

    public DecisionLog(RecordLog log) {
        this.log = log;
    }

    @Override
    public void record(DecisionRecord decided) {
        if (decided instanceof FlushRecord flush) {
            if (!quiet.repeats(flush)) {
                log.append(of(flush));
            }
        } else if (decided instanceof IntakeRecord intake) {
            log.append(new HistoryRecord(INTAKE, intake.at(), keys(intake), IntakeFormat.CODEC.encode(intake)));
        }
    }

    private static HistoryRecord of(FlushRecord flush) {
        boolean told = flush.decisions().stream().anyMatch(DecisionLog::isOutcome);
        return new HistoryRecord(told ? NOTIFICATION : FLUSH, flush.at(), keys(flush), FlushFormat.CODEC.encode(flush));
    }

    /** Whether it tells what became of a notification. */
    public static boolean isOutcome(Decision decision) {
        return decision instanceof Decision.Delivered
                || decision instanceof Decision.NotDelivered
                || decision instanceof Decision.OnlyRecorded
                || decision instanceof Decision.Stopped;
    }

    private static long[] keys(FlushRecord flush) {
        return LongStream.concat(
                        LongStream.of(key(flush.group()), keyOfGroupKey(flush.groupKey())),
                        flush.alerts().mapToLong(alert -> key(alert.fingerprint())))
                .distinct()
                .toArray();
    }

    private static long[] keys(IntakeRecord intake) {
        return Stream.concat(intake.overLimit().stream(), intake.ofRules().stream())
                .map(Labels::fingerprint)
                .mapToLong(DecisionLog::key)
                .distinct()
                .toArray();
    }

    /** Under which records that name the alert are found. */
    public static long key(Fingerprint alert) {
        return alert.value();
    }

    public static long key(GroupId group) {
        return hash(group.toString());
    }

    /** @param groupKey as receivers see it */
    public static long keyOfGroupKey(String groupKey) {
        return hash(groupKey);
    }

    /** FNV-1a 64 over the units of the text; stays as it is, because it is on disks. */
    private static long hash(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    /** Empty when the bytes are damaged, which is logged: one record less is no reason to show none. */
    public static Optional<FlushRecord> flush(HistoryRecord record, TextPool texts) {
        return read(FlushFormat.CODEC, record, texts);
    }

    /** As {@link #flush}. */
    public static Optional<IntakeRecord> intake(HistoryRecord record, TextPool texts) {
        return read(IntakeFormat.CODEC, record, texts);
    }

    private static <T> Optional<T> read(Codec<T> codec, HistoryRecord record, TextPool texts) {
        try {
            return Optional.of(codec.decode(record.value(), texts));
        } catch (CodecException e) {
            LOG.warn("a record cannot be read kind={} at={}", record.kind(), record.at(), e);
            return Optional.empty();
        }
    }
}
