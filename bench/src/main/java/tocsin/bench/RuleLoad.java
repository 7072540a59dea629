package tocsin.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many rules at a short interval: starts the whole program as a process of its own, with a stub as its data source and a
 * sink in place of an Alertmanager, and prints what a time window of it cost.
 */
@Command(
        name = "RuleLoad",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Loads `tocsin run` with rules and prints CPU seconds, evaluations, missed slots and memory.")
public final class RuleLoad implements Callable<Integer> {
    private static final String TEMPLATES = """
                annotations:
                  summary: "{{ $labels.instance }} of {{ $labels.job }} is over its limit"
                  description: 'The value is {{ printf "%.2f" $value }} on {{ $labels.pod }}'
                  details: "{{ $value | humanize }} in {{ $labels.namespace }}{{ if gt $value 0.5 }}, badly{{ end }}"
            """;

    @Option(names = "--tocsin", description = "The launcher. Default: ${DEFAULT-VALUE}.")
    private Path launcher = Path.of("tocsin");

    @Option(names = "--rules", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int rules = 2_000;

    @Option(names = "--groups", description = "Into which they are divided evenly. Default: ${DEFAULT-VALUE}.")
    private int groups = 100;

    @Option(names = "--series", description = "That each rule finds, all firing. Default: ${DEFAULT-VALUE}.")
    private int series = 10;

    @Option(names = "--interval", description = "Of all groups, in seconds. Default: ${DEFAULT-VALUE}.")
    private int interval = 1;

    @Option(names = "--templates", description = "Three annotations with templates on each rule.")
    private boolean templates;

    @Option(names = "--annotations", description = "Labels and annotations without templates on each rule.")
    private boolean annotations;

    @Option(names = "--warm-up", description = "Seconds before the window. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 30;

    @Option(names = "--seconds", description = "Length of the window. Default: ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Option(names = "--server-arg", description = "Passed on to `tocsin run`; repeatable.")
    private List<String> serverArgs = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new RuleLoad()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        Path directory = Files.createTempDirectory("tocsin-rule-load");
        try {
            StubDatasource datasource = StubDatasource.listen(vertx, rules, series);
            AlertCounter sink = AlertCounter.listen(vertx);
            Path ruleFile = Files.writeString(directory.resolve("rules.yml"), ruleFile(), StandardCharsets.UTF_8);
            List<String> args = new ArrayList<>(List.of(
                    "--rules=" + ruleFile, "--datasource.url=" + datasource.url(), "--notifier.url=" + sink.url()));
            args.addAll(serverArgs);
            try (ServerProcess tocsin = ServerProcess.start(Program.tocsin(launcher), directory, args)) {
                measure(tocsin, sink);
            }
            return 0;
        } finally {
            vertx.close().await();
            ServerProcess.delete(directory);
        }
    }

    private void measure(ServerProcess tocsin, AlertCounter sink) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(warmUp);
        Reading before = Reading.of(tocsin, sink);
        TimeUnit.SECONDS.sleep(seconds);
        Reading after = Reading.of(tocsin, sink);
        System.out.print(report(before, after));
    }

    private String report(Reading before, Reading after) {
        double wall = Duration.between(before.time(), after.time()).toNanos() / 1e9;
        double evaluations = after.evaluations() - before.evaluations();
        double user = after.userSeconds() - before.userSeconds();
        double system = after.systemSeconds() - before.systemSeconds();
        double rig = after.ownSeconds() - before.ownSeconds();
        return """
                %d rules in %d groups, %d series each, interval %d s, window %.1f s
                CPU seconds                  %8.2f   (user %.2f, system %.2f)
                CPU seconds of this rig      %8.2f   (stub data source and sink, on the same cores)
                CPU ms per evaluation        %8.3f
                evaluations per second       %8.1f   (%.1f wanted)
                failed evaluations           %8.0f
                slots missed                 %8.0f   (of %.0f)
                alerts received by the sink  %8d
                resident memory, MiB         %8.0f   (greatest %.0f)
                """.formatted(
                        rules,
                        groups,
                        series,
                        interval,
                        wall,
                        user + system,
                        user,
                        system,
                        rig,
                        1000 * (user + system) / evaluations,
                        evaluations / wall,
                        (double) rules / interval,
                        after.failures() - before.failures(),
                        after.slotsMissed() - before.slotsMissed(),
                        after.slots() - before.slots(),
                        after.alerts() - before.alerts(),
                        after.residentMiB(),
                        after.greatestResidentMiB());
    }

    private String ruleFile() {
        StringBuilder yaml = new StringBuilder("groups:\n");
        for (int group = 0; group < groups; group++) {
            yaml.append("- name: group-%d%n  interval: %ds%n  rules:%n".formatted(group, interval));
            for (int rule = group; rule < rules; rule += groups) {
                yaml.append("  - alert: StubAlert%d%n    expr: stub_metric{rule=\"%d\"} > 0%n".formatted(rule, rule));
                yaml.append(annotations ? notes(rule) : "");
                yaml.append(templates ? TEMPLATES : "");
            }
        }
        return yaml.toString();
    }

    private static String notes(int rule) {
        return """
                    labels:
                      severity: %s
                      team: team-%d
                    annotations:
                      summary: A pod is over its limit
                      description: A pod of the checkout reports more than the limit, which is 0.
                      runbook_url: https://runbooks.example.com/stub
                """.formatted(rule % 10 == 0 ? "critical" : "warning", rule % 25);
    }
}
