package tocsin.router.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that happened, for people; and what was wrong with it. */
final class Trace {
    private final Timeline timeline;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /** @param kept whether lines are kept; findings always are */
    Trace(Timeline timeline, boolean kept) {
        this.timeline = timeline;
        this.kept = kept;
    }

    void line(Supplier<String> text) {
        if (kept) {
            lines.add(stamp() + text.get());
        }
    }

    /** An invariant does not hold. */
    void finding(String text) {
        findings.add(stamp() + text);
        line(() -> "*** " + text);
    }

    void equal(String what, Object where, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            finding("%s, %s: expected %s, was %s".formatted(what, where, expected, actual));
        }
    }

    private String stamp() {
        return "%12.5fs %s  ".formatted(timeline.nanos() / 1e9, timeline.wall());
    }

    List<String> lines() {
        return lines;
    }

    List<String> findings() {
        return findings;
    }
}
