package tocsin.router.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/** Sections 4.1 and 4.2 of the routing specification once more, with promise 7: what is known of each alert. */
final class AlertBook {
    private final Map<Labels, Known> alerts = new LinkedHashMap<>();
    private int versions;

    /** What somebody said of an alert. {@code end} is null only when a rule says that it fires. */
    record Word(Instant start, @Nullable Instant end, boolean timeout, boolean ofRule) {
        boolean firing(Instant now) {
            return end == null || end.isAfter(now);
        }

        private boolean contains(@Nullable Instant at) {
            return at != null && at.isAfter(start) && (end == null || at.isBefore(end));
        }
    }

    /** An alert and the last word on it. No version comes twice, although an alert may be forgotten and come again. */
    static final class Known {
        final Labels labels;
        Word word;
        int version;

        Known(Labels labels, Word word, int version) {
            this.labels = labels;
            this.word = word;
            this.version = version;
        }

        boolean firing(Instant now) {
            return word.firing(now);
        }

        @Override
        public String toString() {
            return labels.toString();
        }
    }

    /**
     * @return the alert when it is new or has changed, or when others say again that it fires; null when the word changed
     *     nothing and nobody has to act on it
     */
    @Nullable
    Known hear(Labels labels, Word word, Instant now) {
        Known known = alerts.get(labels);
        if (known == null) {
            Known added = new Known(labels, word, versions++);
            alerts.put(labels, added);
            return added;
        }
        boolean othersFire = known.word.ofRule() != word.ofRule() && known.firing(now);
        boolean ruleTakesOver = word.ofRule() && word.firing(now);
        if (known.word.equals(word)) {
            return !word.ofRule() && word.firing(now) ? confirm(known) : null;
        }
        if (othersFire && !ruleTakesOver) {
            return null;
        }
        known.word = merge(known.word, word, now);
        known.version = versions++;
        return known;
    }

    private Known confirm(Known known) {
        known.version = versions++;
        return known;
    }

    private static Word merge(Word old, Word word, Instant now) {
        boolean overlap = old.contains(word.end()) || old.contains(word.start());
        if (old.ofRule() || word.ofRule() || !overlap) {
            return word;
        }
        Instant start = old.start().isBefore(word.start()) ? old.start() : word.start();
        return new Word(start, mergedEnd(old, word, now), word.timeout(), false);
    }

    private static Instant mergedEnd(Word old, Word word, Instant now) {
        Instant oldEnd = Objects.requireNonNull(old.end());
        Instant end = Objects.requireNonNull(word.end());
        Instant later = oldEnd.isAfter(end) ? oldEnd : end;
        if (word.firing(now)) {
            return old.timeout() ? end : later;
        }
        return old.firing(now) ? end : later;
    }

    /** After a restart an alert by API may live longer than was known before. */
    void adopt(Known alert, @Nullable Instant end) {
        alert.word = new Word(alert.word.start(), end, alert.word.timeout(), alert.word.ofRule());
    }

    void retain(Predicate<Known> which) {
        alerts.values().removeIf(which.negate());
    }

    @Nullable
    Known find(Labels labels) {
        return alerts.get(labels);
    }

    Collection<Known> all() {
        return alerts.values();
    }
}
