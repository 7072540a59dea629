package tocsin.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the parts of {@link StateLoad} share.
 *
 * @param receiver counts the alerts of all notifications
 * @param base holds one directory for each run
 */
record Scene(Vertx vertx, AlertCounter receiver, Path base) {
    Path directory(String name) throws IOException {
        return Files.createTempDirectory(base, name);
    }

    /** Writes a configuration with one route, by service, and one webhook, and gives the flag that names it. */
    String config(Path directory, Duration groupWait, Duration groupInterval, Duration repeatInterval)
            throws IOException {
        String yaml = """
                route:
                  receiver: sink
                  group_by: [alertname, service]
                  group_wait: %dms
                  group_interval: %dms
                  repeat_interval: %dms
                receivers:
                - name: sink
                  webhook_configs:
                  - url: %s
                """.formatted(
                        groupWait.toMillis(), groupInterval.toMillis(), repeatInterval.toMillis(), receiver.url());
        Path file = Files.writeString(directory.resolve("alertmanager.yml"), yaml, StandardCharsets.UTF_8);
        return "--config.file=" + file;
    }
}
