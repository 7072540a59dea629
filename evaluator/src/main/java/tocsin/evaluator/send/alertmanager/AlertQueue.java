package tocsin.evaluator.send.alertmanager;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Labels;

/**
 * What waits for one Alertmanager, oldest first.
 *
 * <p>A newer version of an alert that still waits takes the older one's place: the receiver needs the last word only. So
 * a queue behind a slow Alertmanager does not grow with each resend.
 *
 * <p>The capacity is the configured one or the largest hand-over so far plus the configured one, whichever is reached:
 * one rule with a hundred thousand alerts hands them over at once, and a fixed capacity would lose nine in ten of them at
 * every resend. The alerts are held by the evaluator anyway, so that a place in the queue costs some 60 bytes.
 *
 * <p>Not thread-safe.
 */
final class AlertQueue {
    private final Map<Labels, RuleAlert> waiting = new LinkedHashMap<>();
    private final int configuredCapacity;
    private int capacity;

    AlertQueue(int capacity) {
        this.configuredCapacity = capacity;
        this.capacity = capacity;
    }

    /** @return how many of the oldest were dropped to make room */
    int add(List<RuleAlert> alerts) {
        if (alerts.size() > configuredCapacity) {
            capacity = Math.max(capacity, configuredCapacity + alerts.size());
        }
        for (RuleAlert alert : alerts) {
            waiting.put(alert.alert().labels(), alert);
        }
        int excess = Math.max(0, waiting.size() - capacity);
        drop(excess);
        return excess;
    }

    private void drop(int count) {
        Iterator<RuleAlert> oldest = waiting.values().iterator();
        for (int i = 0; i < count; i++) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Removes and returns up to {@code most} of the oldest that go with the same headers. */
    List<RuleAlert> take(int most) {
        List<RuleAlert> batch = new ArrayList<>(Math.min(most, waiting.size()));
        Iterator<RuleAlert> oldest = waiting.values().iterator();
        while (batch.size() < most && oldest.hasNext()) {
            RuleAlert next = oldest.next();
            if (!batch.isEmpty() && !next.notifierHeaders().equals(batch.get(0).notifierHeaders())) {
                break;
            }
            batch.add(next);
            oldest.remove();
        }
        return batch;
    }

    int clear() {
        int count = waiting.size();
        waiting.clear();
        return count;
    }

    int size() {
        return waiting.size();
    }

    int capacity() {
        return capacity;
    }
}
