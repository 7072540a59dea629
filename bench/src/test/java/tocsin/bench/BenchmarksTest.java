package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
    @Test
    void every_benchmark_runs() throws RunnerException {
        Options once = new OptionsBuilder()
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("series", "1000")
                .param("silences", "100")
                .param("alerts", "1000")
                .param("conjunctions", "100")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();

        Collection<RunResult> results = new Runner(once).run();

        assertThat(classes(results))
                .containsExactlyInAnyOrder(
                        "tocsin.bench.ActiveAlertsBenchmark",
                        "tocsin.bench.InhibitorBenchmark",
                        "tocsin.bench.LabelsBenchmark",
                        "tocsin.bench.MatcherIndexBenchmark",
                        "tocsin.bench.NotificationTextsBenchmark",
                        "tocsin.bench.RouteTreeBenchmark",
                        "tocsin.bench.RuleTextsBenchmark",
                        "tocsin.bench.SilencesBenchmark",
                        "tocsin.bench.VectorDecoderBenchmark",
                        "tocsin.notifiers.webhook.WebhookPayloadBenchmark",
                        "tocsin.server.api.PostedAlertsBenchmark");
    }

    private static Set<String> classes(Collection<RunResult> results) {
        return results.stream()
                .map(result -> result.getParams().getBenchmark())
                .map(benchmark -> benchmark.substring(0, benchmark.lastIndexOf('.')))
                .collect(Collectors.toSet());
    }
}
