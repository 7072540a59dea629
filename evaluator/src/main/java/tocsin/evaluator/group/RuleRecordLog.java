package tocsin.evaluator.group;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.AlertsChanged;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.model.Fingerprint;
import tocsin.model.Labels;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.RecordLog;

/**
 * Records of rules in the log of records: how they are written there and under which keys they are found. Changes bear the
 * fingerprints of their alerts as they are sent; what is about the rule itself is of a kind of its own and bears the rule.
 */
public final class RuleRecordLog implements RuleDecisions {
    /** What changed about alerts. */
    public static final String ALERTS = "rule-alerts";
    /** That a rule could not be evaluated, and that it could again. */
    public static final String HEALTH = "rule-health";

    /** Of alerts that one record tells of: who asks about one of them must not read a hundred thousand. */
    private static final int MOST_CHANGES = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RuleRecordLog.class);
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final RecordLog log;
    private final Labels externalLabels;

    /** @param externalLabels which are added to alerts when they are sent */
    public RuleRecordLog(RecordLog log, Labels externalLabels) {
        this.log = log;
        this.externalLabels = externalLabels;
    }

    @Override
    public void record(RuleRecord decided) {
        if (decided instanceof AlertsChanged changed) {
            record(changed);
        } else {
            append(HEALTH, decided, new long[] {key(decided.rule())});
        }
    }

    private void record(AlertsChanged changed) {
        int count = changed.changes().size();
        for (int from = 0; from < count; from += MOST_CHANGES) {
            List<AlertChange> some = changed.changes().subList(from, Math.min(from + MOST_CHANGES, count));
            AlertsChanged part = new AlertsChanged(changed.at(), changed.rule(), some);
            append(ALERTS, part, keys(part));
        }
    }

    private void append(String kind, RuleRecord decided, long[] keys) {
        log.append(new HistoryRecord(kind, decided.at(), keys, RuleRecordFormat.CODEC.encode(decided)));
    }

    private long[] keys(AlertsChanged changed) {
        LongStream alerts = changed.changes().stream()
                .mapToLong(change -> key(asSent(change.alert()).fingerprint()));
        return LongStream.concat(LongStream.of(key(changed.rule())), alerts)
                .distinct()
                .toArray();
    }

    /** What an alert has itself stays. */
    private Labels asSent(Labels alert) {
        if (externalLabels.isEmpty()) {
            return alert;
        }
        Labels.Builder labels = externalLabels.toBuilder();
        alert.forEach(labels::set);
        return labels.build();
    }

    /** Under which changes of an alert are found. */
    public static long key(Fingerprint alertAsSent) {
        return alertAsSent.value();
    }

    public static long key(RuleName rule) {
        return hash(hash(OFFSET, rule.group()), rule.rule());
    }

    /** FNV-1a 64 over the units of the text and an end; stays as it is, because it is on disks. */
    private static long hash(long begin, String text) {
        long hash = begin;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return (hash ^ Character.MAX_VALUE) * PRIME;
    }

    /** Empty when the bytes are damaged, which is logged. */
    public static Optional<RuleRecord> read(HistoryRecord record, TextPool texts) {
        try {
            return Optional.of(RuleRecordFormat.CODEC.decode(record.value(), texts));
        } catch (CodecException e) {
            LOG.warn("a record cannot be read kind={} at={}", record.kind(), record.at(), e);
            return Optional.empty();
        }
    }
}
