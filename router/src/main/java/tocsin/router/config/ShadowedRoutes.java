package tocsin.router.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;
import tocsin.router.route.Route;

/**
 * Finds siblings that an earlier one leaves nothing to: it has no {@code continue}, and its matchers are among theirs, so
 * that it takes whatever they match. Compares matcher by matcher, not what regular expressions mean: no false alarms.
 *
 * <p>An earlier route is kept under one of its matchers, which a route in its shadow must have too: under the one that the
 * fewest are kept under. Thousands of siblings that share all but one matcher, as those of one cluster do, then have few to
 * be compared with.
 */
final class ShadowedRoutes {
    private final Map<Matcher, List<Integer>> takersByMatcher = new HashMap<>();
    private final List<Route> siblings = new ArrayList<>();
    private @Nullable Integer takerOfAll;

    /**
     * Takes the next sibling.
     *
     * @return the position of an earlier sibling that leaves nothing to it, null when there is none
     */
    @Nullable
    Integer add(Route route) {
        Integer taker = taker(route);
        int position = siblings.size();
        siblings.add(route);
        if (taker == null && !route.continueMatching()) {
            keep(route, position);
        }
        return taker;
    }

    private void keep(Route route, int position) {
        if (route.matchers().isEmpty()) {
            takerOfAll = position;
        } else {
            takersByMatcher
                    .computeIfAbsent(rarest(route), first -> new ArrayList<>())
                    .add(position);
        }
    }

    private Matcher rarest(Route route) {
        return Collections.min(
                route.matchers(),
                Comparator.comparingInt(matcher -> takers(matcher).size()));
    }

    private List<Integer> takers(Matcher matcher) {
        return takersByMatcher.getOrDefault(matcher, List.of());
    }

    private @Nullable Integer taker(Route route) {
        if (takerOfAll != null) {
            return takerOfAll;
        }
        Set<Matcher> matchers = new HashSet<>(route.matchers());
        for (Matcher matcher : route.matchers()) {
            for (int position : takers(matcher)) {
                if (matchers.containsAll(siblings.get(position).matchers())) {
                    return position;
                }
            }
        }
        return null;
    }
}
