package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

/**
 * Not a test: how long a restart with very many firing alerts takes, from the closed database until all of them are handed
 * over to receivers, and what they weigh.
 *
 * <pre>
 * mvn -o -q -pl evaluator -am test-compile
 * java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ... tocsin.evaluator.RestoreFigures 100000
 * </pre>
 */
final class RestoreFigures {
    private RestoreFigures() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("restore");
        RestartedRules rules = new RestartedRules(answers -> Disk.open(directory, answers));
        rules.datasource()
                .answer(
                        "down",
                        query -> Future.succeededFuture(
                                QueryResult.of(samples(count).toList())));
        long began = System.nanoTime();
        rules.start(group());
        rules.until("03:01:00").kill();
        time("first evaluation, and all written", began);
        print("database, MiB", Files.size(directory.resolve("tocsin.db")) >> 20);
        rules.forgetTold();
        rules.advance(Duration.ofSeconds(30));
        long before = usedMebibytes();

        began = System.nanoTime();
        rules.start(group());
        time("start until %d are told again".formatted(rules.told().size()), began);
        rules.forgetTold();
        print("live heap of the restored alerts and the store, MiB", usedMebibytes() - before);
        began = System.nanoTime();
        rules.advance(Duration.ofSeconds(30));
        time("first evaluation after it", began);
        rules.kill();
    }

    private static void time(String what, long began) {
        print(what + ", ms", (System.nanoTime() - began) / 1_000_000);
    }

    private static void print(String what, long figure) {
        System.out.println(what + ": " + figure);
    }

    private static long usedMebibytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static Stream<Sample> samples(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Sample(sample(i), i));
    }

    /** Ten labels with the name and the severity, as in the figures of the product. */
    private static Labels sample(int i) {
        Labels.Builder labels = Labels.empty().toBuilder();
        labels.set("instance", "host-%06d.example:9100".formatted(i));
        for (int label = 0; label < 7; label++) {
            labels.set("label" + label, "value-%d-%d".formatted(label, i % (10 * (label + 1))));
        }
        return labels.build();
    }

    private static RuleGroup group() {
        AlertingRule rule = new AlertingRule(
                "Down",
                RuleExpression.unparsed("down"),
                ZERO,
                ZERO,
                Map.of("severity", "page"),
                Map.of("summary", "{{ $labels.instance }} is down", "description", "It is {{ $value }} now."));
        VmalertExtras onTheMinute = new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());
        return new RuleGroup("rules.yml", "g", ofMinutes(1), null, 0, List.of(rule), onTheMinute);
    }
}
