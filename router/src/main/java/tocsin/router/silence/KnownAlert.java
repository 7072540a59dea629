package tocsin.router.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The candidates that match one alert, as of one version of the candidates. Most alerts have none and share one object for
 * each version.
 */
final class KnownAlert {
    private static final Candidate[] NONE = {};

    private final int version;
    /** Sorted by id. */
    private final Candidate[] matching;

    /** @param matching sorted by id */
    KnownAlert(int version, List<Candidate> matching) {
        this.version = version;
        this.matching = matching.toArray(NONE);
    }

    int version() {
        return version;
    }

    int size() {
        return matching.length;
    }

    boolean remembersWithdrawn() {
        for (Candidate candidate : matching) {
            if (candidate.withdrawn()) {
                return true;
            }
        }
        return false;
    }

    void addTo(List<Candidate> list) {
        for (Candidate candidate : matching) {
            if (!candidate.withdrawn()) {
                list.add(candidate);
            }
        }
    }

    /** Sorted. */
    List<String> activeIds(Instant now) {
        if (matching.length == 0) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(matching.length);
        for (Candidate candidate : matching) {
            if (candidate.silence().stateAt(now) == SilenceState.ACTIVE) {
                ids.add(candidate.silence().id());
            }
        }
        return ids;
    }

    /** Active and pending ones, by id. */
    List<Silence> notOver(Instant now) {
        if (matching.length == 0) {
            return List.of();
        }
        List<Silence> silences = new ArrayList<>(matching.length);
        for (Candidate candidate : matching) {
            if (candidate.silence().stateAt(now) != SilenceState.EXPIRED) {
                silences.add(candidate.silence());
            }
        }
        return silences;
    }
}
