package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

/** Where Alertmanager 0.34 routes label sets, and how it prints its trees. */
class RouteCorpusTest {
    private record Routed(String id, String config, Map<String, String> labels, List<String> expect) {
        @Override
        public String toString() {
            return id + " " + config + " " + labels;
        }
    }

    private record Shown(String config, List<String> lines) {}

    static Stream<Routed> routed() {
        return entries("cases")
                .map(fields -> new Routed(
                        fields.string("id", ""),
                        fields.string("config", ""),
                        fields.stringMap("labels"),
                        fields.strings("expect")));
    }

    static Stream<Shown> shown() {
        return entries("show").map(fields -> new Shown(fields.string("config", ""), fields.strings("expect_lines")));
    }

    @ParameterizedTest
    @MethodSource("routed")
    void an_alert_reaches_the_receivers_that_it_reaches_upstream(Routed one) {
        Labels.Builder labels = Labels.builder();
        one.labels().forEach(labels::set);

        List<String> receivers = new RouteTree(root(one.config()))
                .match(labels.build()).stream()
                        .map(node -> node.route().receiver())
                        .toList();

        assertThat(receivers).isEqualTo(one.expect());
    }

    @ParameterizedTest
    @MethodSource("shown")
    void the_tree_has_upstreams_order_and_matcher_texts(Shown one) {
        List<String> lines = new ArrayList<>();
        print(root(one.config()), lines);

        assertThat(lines).isEqualTo(one.lines());
    }

    private static void print(Route route, List<String> lines) {
        String matchers = route.matchers().stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
        String name = route.matchers().isEmpty() ? "default-route" : matchers;
        lines.add(name + (route.continueMatching() ? "  continue: true" : "") + "  receiver: " + route.receiver());
        route.routes().forEach(child -> print(child, lines));
    }

    private static Route root(String config) {
        return Reading.of(Reading.resource("routes/" + config)).accepted().route();
    }

    private static Stream<Fields> entries(String key) {
        Problems problems = new Problems("cases.json");
        Fields top = new Fields(Reading.json("routes/cases.json"), problems);
        return top.list(key).stream().map(node -> new Fields((YamlMapping) node, problems));
    }
}
