package tocsin.server.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.bench.StubSeries;
import tocsin.router.ingest.PostedAlert;

/** One body of {@code POST /api/v2/alerts} as a Prometheus sends it: 64 alerts, ten labels and three annotations each. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PostedAlertsBenchmark {
    private static final int ALERTS = 64;

    private final PostedAlertsReader reader = new PostedAlertsReader();
    private final byte[] body = IntStream.range(0, ALERTS)
            .mapToObj(PostedAlertsBenchmark::alert)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);

    private static String alert(int series) {
        return """
                {"annotations":{"description":"Instance 10.0.0.1:9100 reports 1; the limit is 0.",\
                "runbook_url":"https://runbooks.example.com/stub",\
                "summary":"checkout-api-0-%d in tenant-0 is over its limit"},\
                "endsAt":"2026-01-01T00:04:00.123Z","startsAt":"2026-01-01T00:00:00.123Z",\
                "generatorURL":"http://prometheus.example.com:9090/graph?g0.expr=stub_metric+%%3E+0&g0.tab=1",\
                "labels":{"alertname":"StubAlert",%s,"severity":"critical","team":"team-7"}}""".formatted(series, labels(series));
    }

    private static String labels(int series) {
        String[] pairs = StubSeries.pairs(0, series);
        return IntStream.range(1, pairs.length / 2)
                .mapToObj(i -> '"' + pairs[2 * i] + "\":\"" + pairs[2 * i + 1] + '"')
                .collect(Collectors.joining(","));
    }

    @Benchmark
    public List<PostedAlert> read() {
        return reader.read(body);
    }
}
