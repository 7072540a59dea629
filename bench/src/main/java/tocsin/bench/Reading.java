package tocsin.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What the meters show at one moment. All numbers but memory only grow.
 *
 * @param userSeconds CPU time of the program in its own code
 * @param systemSeconds CPU time that the kernel spent for it
 * @param ownSeconds CPU time of this process, the stubs
 * @param slots of all groups, missed ones included
 * @param alerts that reached the sink
 */
record Reading(
        Instant time,
        double userSeconds,
        double systemSeconds,
        double ownSeconds,
        double evaluations,
        double failures,
        double slots,
        double slotsMissed,
        long alerts,
        double residentMiB,
        double greatestResidentMiB) {

    static Reading of(ServerProcess tocsin, AlertCounter sink) throws IOException, InterruptedException {
        ProcessFiles files = tocsin.files();
        String metrics = tocsin.metrics();
        return new Reading(
                Instant.now(),
                files.userSeconds(),
                files.systemSeconds(),
                ownCpu().toNanos() / 1e9,
                sum(metrics, "prometheus_rule_evaluations_total"),
                sum(metrics, "prometheus_rule_evaluation_failures_total"),
                sum(metrics, "prometheus_rule_group_iterations_total"),
                sum(metrics, "prometheus_rule_group_iterations_missed_total"),
                sink.alerts(),
                files.mebibytes("VmRSS"),
                files.mebibytes("VmHWM"));
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Over all label sets of one metric on a page of the text format. */
    static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + '{') || line.startsWith(metric + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
