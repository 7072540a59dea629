package tocsin.router.inhibit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;

/** An alert that is on the source side of at least one rule, and when it ends. Identity equality. */
final class Source {
    private final Labels labels;
    private final long fingerprint;
    private Instant end;
    private List<SourceTree> trees = List.of();

    Source(Alert alert) {
        this.labels = alert.labels();
        this.fingerprint = alert.fingerprint().value();
        this.end = end(alert.endsAt());
    }

    private static Instant end(@Nullable Instant known) {
        return known == null ? Instant.MAX : known;
    }

    Labels labels() {
        return labels;
    }

    /** {@link Instant#MAX} while no end is known. */
    Instant end() {
        return end;
    }

    /** @param all where its end is to be known from now on */
    void join(List<SourceTree> all) {
        trees = List.copyOf(all);
        trees.forEach(tree -> tree.add(this));
    }

    /** A resend of an alert that has no end finds nothing to do. */
    void endsAt(@Nullable Instant known) {
        Instant newEnd = end(known);
        if (newEnd.equals(end)) {
            return;
        }
        end = newEnd;
        for (int i = 0; i < trees.size(); i++) {
            trees.get(i).endChanged(this);
        }
    }

    void leave() {
        trees.forEach(tree -> tree.remove(this));
    }

    /** By fingerprint, as people see it; label sets that share one are told apart. */
    int compareWith(Source other) {
        int byFingerprint = Long.compareUnsigned(fingerprint, other.fingerprint);
        return byFingerprint == 0 ? labels.compareTo(other.labels) : byFingerprint;
    }
}
