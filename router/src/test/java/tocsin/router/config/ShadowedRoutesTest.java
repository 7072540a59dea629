package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tocsin.model.Matcher;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

class ShadowedRoutesTest {
    /** To look at each pair of them would take minutes. */
    @Test
    @Timeout(20)
    void thousands_of_siblings_that_differ_in_one_matcher_only_are_told_apart_quickly() {
        List<Matcher> common = IntStream.range(0, 20)
                .mapToObj(i -> new Matcher("a" + i, Matcher.Op.EQUAL, "same"))
                .toList();
        ShadowedRoutes shadowed = new ShadowedRoutes();

        List<@Nullable Integer> takers = IntStream.range(0, 20_000)
                .<@Nullable Integer>mapToObj(i -> shadowed.add(route(with(common, "t" + i), false)))
                .toList();

        assertThat(takers).containsOnlyNulls();
        assertThat(shadowed.add(route(with(common, "t12345"), false))).isEqualTo(12345);
    }

    private static List<Matcher> with(List<Matcher> common, String team) {
        return Stream.concat(common.stream(), Stream.of(new Matcher("team", Matcher.Op.EQUAL, team)))
                .toList();
    }

    @Property
    void a_route_is_in_the_shadow_of_an_earlier_one_that_has_no_other_matchers(
            @ForAll("siblings") List<Route> siblings) {
        ShadowedRoutes shadowed = new ShadowedRoutes();
        List<Route> earlier = new ArrayList<>();

        for (Route route : siblings) {
            Integer taker = shadowed.add(route);

            assertThat(taker != null).isEqualTo(earlier.stream().anyMatch(other -> shadows(other, route)));
            if (taker != null) {
                assertThat(shadows(earlier.get(Objects.requireNonNull(taker)), route))
                        .isTrue();
            }
            earlier.add(route);
        }
    }

    private static boolean shadows(Route earlier, Route later) {
        return !earlier.continueMatching() && new HashSet<>(later.matchers()).containsAll(earlier.matchers());
    }

    @Provide
    Arbitrary<List<Route>> siblings() {
        Arbitrary<Matcher> matcher = Combinators.combine(
                        Arbitraries.of("a", "b"), Arbitraries.of(Matcher.Op.class), Arbitraries.of("x", "y"))
                .as(Matcher::new);
        return Combinators.combine(matcher.list().ofMaxSize(4), Arbitraries.of(true, false))
                .as(ShadowedRoutesTest::route)
                .list()
                .ofMaxSize(12);
    }

    private static Route route(List<Matcher> matchers, boolean continueMatching) {
        return new Route(
                "r",
                matchers,
                continueMatching,
                GroupBy.NOTHING,
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
