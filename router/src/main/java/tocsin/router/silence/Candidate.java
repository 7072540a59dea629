package tocsin.router.silence;

import java.util.Comparator;
import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * What alerts remember of a silence that matches them. The matchers never change, so a match holds as long as the candidate
 * does; the version of the silence, and with it the times, is replaced in place.
 */
final class Candidate {
    static final Comparator<Candidate> BY_ID =
            Comparator.comparing(candidate -> candidate.silence().id());
    /** Comparing texts is much cheaper than running regular expressions, and mostly settles it. */
    private static final Comparator<Matcher> CHEAP_FIRST = Comparator.comparing(Matcher::op);

    private final List<List<Matcher>> cheapFirst;
    private Silence silence;
    private boolean withdrawn;

    Candidate(Silence silence) {
        this.silence = silence;
        this.cheapFirst = silence.matcherSets().stream()
                .map(set -> set.stream().sorted(CHEAP_FIRST).toList())
                .toList();
    }

    Silence silence() {
        return silence;
    }

    void replace(Silence version) {
        silence = version;
    }

    /** Not among the candidates any more; who remembers it shall forget it. */
    boolean withdrawn() {
        return withdrawn;
    }

    void withdraw() {
        withdrawn = true;
    }

    boolean matches(Labels alert) {
        for (List<Matcher> set : cheapFirst) {
            if (allMatch(set, alert)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allMatch(List<Matcher> set, Labels alert) {
        for (Matcher matcher : set) {
            if (!matcher.matches(alert)) {
                return false;
            }
        }
        return true;
    }
}
