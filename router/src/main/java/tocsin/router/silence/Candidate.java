package tocsin.router.silence;

import java.util.Comparator;

/**
 * What alerts remember of a silence that matches them. The matchers never change, so a match holds as long as the candidate
 * does; the version of the silence, and with it the times, is replaced in place.
 */
final class Candidate {
    static final Comparator<Candidate> BY_ID =
            Comparator.comparing(candidate -> candidate.silence().id());

    private Silence silence;
    private boolean withdrawn;

    Candidate(Silence silence) {
        this.silence = silence;
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
}
