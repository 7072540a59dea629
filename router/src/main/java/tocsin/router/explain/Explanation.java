package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.model.Labels;

/**
 * Why an alert was, was not or will be notified. Immutable.
 *
 * @param at the instant that it is about
 * @param sentence the answer in one sentence
 * @param findings rule, ingest, route
 * @param groups that the alert is, was or would be in, in tree order
 * @param remarks what limits the answer; usually empty
 */
public record Explanation(
        Labels labels,
        Kind kind,
        Instant at,
        String sentence,
        List<Finding> findings,
        List<GroupStory> groups,
        List<String> remarks) {
    /** What was asked about. */
    public enum Kind {
        /** An alert that the router holds. */
        HELD,
        /** Labels that no alert has: what would happen if one came now. */
        HYPOTHETICAL,
        /** The past, as far as it was recorded. */
        RECORDED
    }

    public Explanation {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sentence, "sentence");
        findings = List.copyOf(findings);
        groups = List.copyOf(groups);
        remarks = List.copyOf(remarks);
    }
}
