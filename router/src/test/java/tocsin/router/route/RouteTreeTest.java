package tocsin.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;
import tocsin.model.Matcher;

class RouteTreeTest {
    private static Route node(String receiver, boolean continueMatching, String matcher, Route... children) {
        String[] nameAndValue = matcher.split("=", 2);
        return new Route(
                receiver,
                List.of(new Matcher(nameAndValue[0], Matcher.Op.EQUAL, nameAndValue[1])),
                continueMatching,
                GroupBy.NOTHING,
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                List.of(children));
    }

    private static final RouteTree TREE = new RouteTree(Route.root(
            "root",
            node("a", true, "team=a", node("a-page", true, "severity=page"), node("a-any", false, "severity=page")),
            node("b", false, "team=b", node("b-page", false, "severity=page"), node("b-never", false, "severity=page")),
            node("last", false, "all=yes")));

    @ParameterizedTest(name = "team {0}, severity {1}, all {2} reaches {3}")
    @CsvSource(delimiter = '|', textBlock = """
                 x | info | no  | root
                 a | info | no  | a
                 a | info | yes | a last
                # the continue of a child counts inside its parent only, the parent's own among its siblings
                 a | page | no  | a-page a-any
                 a | page | yes | a-page a-any last
                 b | info | yes | b
                 b | page | yes | b-page
                 x | page | yes | last
                """)
    void an_alert_reaches_the_deepest_nodes_in_tree_order(String team, String severity, String all, String receivers) {
        Labels alert = Labels.of("team", team, "severity", severity, "all", all);
        assertThat(TREE.match(alert).stream()
                        .map(node -> node.route().receiver())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(receivers);
    }

    @Test
    void an_explanation_names_what_did_not_fit_and_who_took_the_alert() {
        List<NodeExplanation> children =
                TREE.explain(Labels.of("team", "b", "severity", "page")).children();

        assertThat(children.get(0).outcome())
                .isEqualTo(new NodeOutcome.NotMatched(new Matcher("team", Matcher.Op.EQUAL, "a"), "b"));
        assertThat(children.get(1).outcome()).isEqualTo(new NodeOutcome.PassedOn());
        assertThat(children.get(1).children())
                .extracting(NodeExplanation::outcome)
                .containsExactly(
                        new NodeOutcome.Reached(),
                        new NodeOutcome.NotTried(
                                children.get(1).node().children().get(0)));
        assertThat(children.get(2).outcome())
                .isEqualTo(new NodeOutcome.NotTried(children.get(1).node()));
    }

    @Test
    void keys_have_no_position_and_ids_have() {
        RouteNode page = TREE.root().children().get(1).children().get(0);
        assertThat(page.key()).isEqualTo("{}/{team=\"b\"}/{severity=\"page\"}");
        assertThat(page.id()).isEqualTo("{}/{team=\"b\"}/1/{severity=\"page\"}/0");
        assertThat(page.groupKey(Labels.of("dc", "a", "alertname", "X")))
                .isEqualTo("{}/{team=\"b\"}/{severity=\"page\"}:{alertname=\"X\", dc=\"a\"}");
    }

    @Test
    void nodes_that_have_receiver_and_key_in_common_are_told_apart_and_others_keep_their_identity() {
        Route twin = node("a", true, "team=a");
        RouteTree before = new RouteTree(Route.root("root", twin, twin, node("b", false, "team=a")));
        RouteTree after =
                new RouteTree(Route.root("root", node("new", false, "team=x"), node("b", false, "team=a"), twin, twin));

        Set<String> identities =
                before.nodes().stream().map(RouteNode::identity).collect(Collectors.toSet());
        assertThat(identities).hasSize(4);
        assertThat(after.nodes()).extracting(RouteNode::identity).containsAll(identities);
    }

    @Test
    void a_label_that_the_alert_lacks_is_left_out_of_the_group_labels() {
        assertThat(GroupBy.names("dc", "team").groupLabels(Labels.of("team", "a", "x", "1")))
                .isEqualTo(Labels.of("team", "a"));
        assertThat(GroupBy.NOTHING.groupLabels(Labels.of("team", "a"))).isEqualTo(Labels.empty());
        assertThat(GroupBy.ALL.groupLabels(Labels.of("team", "a"))).isEqualTo(Labels.of("team", "a"));
    }
}
