package tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

/**
 * A flat tree as teams write it: one route each by equality, every tenth by a regular expression over several names. The
 * root and its children count as routes. Alerts are spread over the teams, so that half of the tree is tried on average.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteTreeBenchmark {
    private static final int ALERTS = 1_000;

    @Param({"9", "17", "33", "100", "500"})
    public int routes;

    private RouteTree tree = new RouteTree(Route.root("none"));
    private List<Labels> alerts = List.of();

    @Setup
    public void build() {
        int teams = routes - 1;
        List<Route> children = new ArrayList<>();
        for (int team = 0; team < teams; team++) {
            children.add(route(team));
        }
        tree = new RouteTree(Route.root("fallback", children.toArray(Route[]::new)));
        alerts = new ArrayList<>();
        for (int i = 0; i < ALERTS; i++) {
            alerts.add(StubSeries.labels(0, i).toBuilder()
                    .set("team", "team-" + i % teams)
                    .build());
        }
    }

    private static Route route(int team) {
        Matcher matcher = team % 10 == 9
                ? new Matcher("team", Matcher.Op.REGEX, "team-" + team + "|squad-" + team + "(-.*)?")
                : new Matcher("team", Matcher.Op.EQUAL, "team-" + team);
        return new Route(
                "receiver-" + team,
                List.of(matcher),
                false,
                GroupBy.names("cluster", "alertname"),
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Benchmark
    @OperationsPerInvocation(ALERTS)
    public void match(Blackhole blackhole) {
        for (Labels alert : alerts) {
            blackhole.consume(tree.match(alert));
        }
    }
}
