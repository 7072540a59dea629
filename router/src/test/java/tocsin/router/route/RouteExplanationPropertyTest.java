package tocsin.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.model.Labels;
import tocsin.model.Matcher;

class RouteExplanationPropertyTest {
    private static final int DEPTH = 3;

    @Property
    void the_nodes_that_the_explanation_reaches_are_those_that_the_alert_reaches(
            @ForAll("trees") RouteTree tree, @ForAll("alerts") Labels alert) {
        assertThat(tree.explain(alert).reached()).isEqualTo(tree.match(alert));
    }

    @Property
    void each_reason_is_true(@ForAll("trees") RouteTree tree, @ForAll("alerts") Labels alert) {
        assertTrue(tree.explain(alert), alert);
    }

    private static void assertTrue(NodeExplanation explanation, Labels alert) {
        RouteNode node = explanation.node();
        NodeOutcome outcome = explanation.outcome();
        if (outcome instanceof NodeOutcome.NotMatched failure) {
            assertThat(node.route().matchers()).contains(failure.matcher());
            assertThat(failure.matcher().matches(failure.actual())).isFalse();
            assertThat(failure.actual())
                    .isEqualTo(alert.toMap().getOrDefault(failure.matcher().name(), ""));
            assertThat(explanation.children()).isEmpty();
        } else if (outcome instanceof NodeOutcome.NotTried skipped) {
            assertThat(skipped.taker().route().continueMatching()).isFalse();
            assertThat(skipped.taker().route().matches(alert)).isTrue();
            assertThat(explanation.children()).isEmpty();
        } else {
            assertThat(node.route().matches(alert)).isTrue();
            assertThat(explanation.children()).extracting(NodeExplanation::node).isEqualTo(node.children());
            explanation.children().forEach(child -> assertTrue(child, alert));
        }
    }

    @Provide
    Arbitrary<Labels> alerts() {
        return Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.of("1", "2"))
                .map(Labels::of);
    }

    @Provide
    Arbitrary<RouteTree> trees() {
        return routes(DEPTH)
                .list()
                .ofMaxSize(4)
                .map(children -> new RouteTree(Route.root("root", children.toArray(Route[]::new))));
    }

    private static Arbitrary<Route> routes(int depth) {
        Arbitrary<List<Route>> children = depth == 0
                ? Arbitraries.just(List.of())
                : Arbitraries.lazy(() -> routes(depth - 1).list().ofMaxSize(3));
        return Combinators.combine(matchers(), Arbitraries.of(true, false), children)
                .as(RouteExplanationPropertyTest::route);
    }

    private static Arbitrary<List<Matcher>> matchers() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(Matcher.Op.EQUAL, Matcher.Op.NOT_EQUAL, Matcher.Op.REGEX),
                        Arbitraries.of("1", "2", ""))
                .as(Matcher::new)
                .list()
                .ofMaxSize(2);
    }

    private static Route route(List<Matcher> matchers, boolean continueMatching, List<Route> children) {
        return new Route(
                "r",
                matchers,
                continueMatching,
                GroupBy.NOTHING,
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                children);
    }
}
