package tocsin.router.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.matcher.MatcherIndex;

/**
 * Which silences match which alerts, at the price of what has changed.
 *
 * <pre>
 *   silences not yet over ──> candidates ──> index            asked when an alert is new or has missed many candidates
 *                                 │
 *                                 └──> latest, one by one     asked when an alert has missed few
 *   alert ──> KnownAlert: version, [candidates that match]
 * </pre>
 *
 * <p>Each candidate that is added counts {@link #version} up. An alert knows at which version it was matched last, and needs
 * to be tested with what was added since. Matching leaves the time out: pending and active silences are candidates alike, and
 * whether one is in force is read from its present version, so that time passing, an edit of the times and an early end cost
 * nothing. A candidate that is withdrawn drops out of an alert's list when the list is next looked at.
 *
 * <p>Silences that are over are {@link #retire retired} now and then, or those of the last days would burden every new alert.
 * They are only put aside: when the clock is set back, one may be in force again.
 */
final class SilenceMatches {
    /** So many questions to one candidate each cost no more than one to the index of all. A power of two. */
    private static final int FEW = 8;

    private final MatcherIndex<Candidate> index = new MatcherIndex<>();
    private final Map<String, Candidate> candidates = new HashMap<>();
    /** A ring: the last candidates that were added, each under its version. */
    private final List<MatcherIndex<Candidate>> latest =
            new ArrayList<>(Collections.nCopies(FEW, new MatcherIndex<>()));

    private final Map<Labels, KnownAlert> alerts = new HashMap<>();
    /** Of one search; cleared before the next one, so that nothing is left over even from a search that broke. */
    private final List<Candidate> found = new ArrayList<>();

    private final Consumer<Candidate> addOnce = this::addOnce;
    private final Map<String, Silence> retired = new HashMap<>();
    private Instant lastRetiredEnd = Instant.MIN;
    private int version;
    private KnownAlert unmatched = new KnownAlert(0, List.of());
    private long queries;
    private long scanned;
    private long skipped;

    /** Takes a new silence or a new version of one. */
    void put(Silence silence, Instant now) {
        Candidate candidate = candidates.get(silence.id());
        if (silence.stateAt(now) == SilenceState.EXPIRED) {
            putAside(silence);
        } else if (candidate != null && candidate.silence().matcherSets().equals(silence.matcherSets())) {
            candidate.replace(silence);
        } else {
            remove(silence.id());
            add(silence);
        }
    }

    private void add(Silence silence) {
        Candidate candidate = new Candidate(silence);
        candidates.put(silence.id(), candidate);
        MatcherIndex<Candidate> alone = new MatcherIndex<>();
        for (List<Matcher> set : silence.matcherSets()) {
            index.add(set, candidate);
            alone.add(set, candidate);
        }
        version++;
        latest.set(version & (FEW - 1), alone);
        unmatched = new KnownAlert(version, List.of());
    }

    /** Also one that is not there. */
    void remove(String id) {
        retired.remove(id);
        Candidate candidate = candidates.remove(id);
        if (candidate != null) {
            candidate.withdraw();
            for (List<Matcher> set : candidate.silence().matcherSets()) {
                index.remove(set, candidate);
            }
        }
    }

    /** Puts aside what is over. */
    void retire(Instant now) {
        List<Silence> over = candidates.values().stream()
                .map(Candidate::silence)
                .filter(silence -> silence.stateAt(now) == SilenceState.EXPIRED)
                .toList();
        over.forEach(this::putAside);
    }

    private void putAside(Silence silence) {
        remove(silence.id());
        if (silence.defect() == null) {
            retired.put(silence.id(), silence);
            lastRetiredEnd = later(lastRetiredEnd, silence.endsAt());
        }
    }

    private void revive(Instant now) {
        if (now.isAfter(lastRetiredEnd)) {
            return;
        }
        List<Silence> again = retired.values().stream()
                .filter(silence -> silence.stateAt(now) != SilenceState.EXPIRED)
                .toList();
        again.forEach(silence -> {
            retired.remove(silence.id());
            add(silence);
        });
        lastRetiredEnd = retired.values().stream().map(Silence::endsAt).reduce(Instant.MIN, SilenceMatches::later);
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }

    /** Ids of the silences in force for the alert, sorted. The alert is remembered until it is forgotten. */
    List<String> activeIds(Labels alert, Instant now) {
        return known(alert, now).activeIds(now);
    }

    /** Silences that match and are not over, by id. The alert is remembered until it is forgotten. */
    List<Silence> notOver(Labels alert, Instant now) {
        return known(alert, now).notOver(now);
    }

    private KnownAlert known(Labels alert, Instant now) {
        revive(now);
        KnownAlert known = alerts.get(alert);
        if (known == null) {
            known = matchAll(alert);
            alerts.put(alert, known);
        } else if (known.version() != version || known.remembersWithdrawn()) {
            known = version - known.version() > FEW ? matchAll(alert) : matchLatest(alert, known);
            alerts.put(alert, known);
        } else {
            count(known.size());
        }
        return known;
    }

    private KnownAlert matchAll(Labels alert) {
        found.clear();
        count(candidates.size());
        index.forEachMatch(alert, addOnce);
        return foundAtThisVersion();
    }

    /** A candidate with several sets may match by each; and one of the latest may be gone already. */
    private void addOnce(Candidate candidate) {
        if (!candidate.withdrawn() && !found.contains(candidate)) {
            found.add(candidate);
        }
    }

    private KnownAlert matchLatest(Labels alert, KnownAlert known) {
        found.clear();
        int missed = version - known.version();
        count(known.size() + missed);
        known.addTo(found);
        for (int back = missed - 1; back >= 0; back--) {
            latest.get((version - back) & (FEW - 1)).forEachMatch(alert, addOnce);
        }
        return foundAtThisVersion();
    }

    private KnownAlert foundAtThisVersion() {
        if (found.isEmpty()) {
            return unmatched;
        }
        found.sort(Candidate.BY_ID);
        return new KnownAlert(version, found);
    }

    private void count(int looked) {
        queries++;
        scanned += looked;
        skipped += Math.max(0, candidates.size() - looked);
    }

    /** Silences that match, active or pending, by id. Remembers nothing: for labels that need not be those of an alert. */
    List<Silence> matching(Labels labels, Instant now) {
        revive(now);
        List<Candidate> matching = new ArrayList<>();
        index.forEachMatch(labels, matching::add);
        return matching.stream()
                .distinct()
                .map(Candidate::silence)
                .filter(silence -> silence.stateAt(now) != SilenceState.EXPIRED)
                .sorted(Comparator.comparing(Silence::id))
                .toList();
    }

    void forget(Labels alert) {
        alerts.remove(alert);
    }

    SilenceFigures figures(int pending, int active, int expired, int unusable) {
        return new SilenceFigures(
                pending, active, expired, unusable, candidates.size(), alerts.size(), queries, scanned, skipped);
    }
}
