package tocsin.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

class RouteTreePropertyTest {
    private static final List<Matcher> MATCHERS = List.of(
            new Matcher("a", Op.EQUAL, "1"),
            new Matcher("a", Op.EQUAL, "2"),
            new Matcher("a", Op.EQUAL, ""),
            new Matcher("b", Op.EQUAL, "3"),
            new Matcher("b", Op.NOT_EQUAL, "1"),
            new Matcher("b", Op.REGEX, "1|2"),
            new Matcher("c", Op.REGEX, "1.*"),
            new Matcher("c", Op.REGEX, ".*2"),
            new Matcher("c", Op.NOT_REGEX, "1.*"));

    /** The specification, section 3.1, without an index. */
    private static List<RouteNode> walk(RouteNode node, Labels alert) {
        List<RouteNode> reached = new ArrayList<>();
        for (RouteNode child : node.children()) {
            if (child.route().matchers().stream().allMatch(matcher -> matcher.matches(alert))) {
                reached.addAll(walk(child, alert));
                if (!child.route().continueMatching()) {
                    break;
                }
            }
        }
        return reached.isEmpty() ? List.of(node) : reached;
    }

    private static Route tree(Random random, int depth, List<Matcher> matchers) {
        int width = depth == 0 ? 0 : random.nextInt(random.nextBoolean() ? 4 : 60);
        List<Route> children = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            children.add(tree(random, depth - 1, someMatchers(random)));
        }
        return new Route(
                "receiver",
                matchers,
                random.nextInt(4) > 0,
                GroupBy.NOTHING,
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                children);
    }

    private static List<Matcher> someMatchers(Random random) {
        return random.ints(random.nextInt(4), 0, MATCHERS.size())
                .mapToObj(MATCHERS::get)
                .toList();
    }

    @Provide
    Arbitrary<Labels> alerts() {
        Arbitrary<String> values = Arbitraries.of("", "1", "2", "3", "12");
        return Combinators.combine(values, values, values).as((a, b, c) -> Labels.of("a", a, "b", b, "c", c, "n", "n"));
    }

    @Property(tries = 200)
    void an_alert_reaches_what_a_walk_reaches_in_the_same_order(
            @ForAll long seed, @ForAll @Size(min = 1, max = 20) List<@From("alerts") Labels> alerts) {
        RouteTree tree = new RouteTree(tree(new Random(seed), 2, List.of()));

        for (Labels alert : alerts) {
            assertThat(tree.match(alert).stream().map(RouteNode::id))
                    .containsExactlyElementsOf(
                            walk(tree.root(), alert).stream().map(RouteNode::id).toList());
        }
    }
}
