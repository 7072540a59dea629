package tocsin.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tocsin.server.cli.ExitCode;
import tocsin.server.log.Logging;

/**
 * Runs a short day of work against stand-ins on loopback and ends. The launcher records which classes it loads, so that
 * neither a real start nor the first storm after it has to search for them.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Works for a few seconds on loopback and ends; for the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private static final int BATCHES = 40;
    private static final int BATCH = 64;
    private static final int SERIES = 200;
    private static final long WAIT_MILLIS = 1_500;

    @Override
    public Integer call() throws Exception {
        Logging.configure(Logging.Format.logfmt, Logging.Threshold.error);
        Path directory = Files.createTempDirectory("tocsin-rehearsal");
        Vertx vertx = RunCommand.vertx();
        try {
            int datasource = listen(vertx, vector());
            int receiver = listen(vertx, "");
            Wiring.Started started = new Wiring(vertx, options(directory, datasource, receiver))
                    .start()
                    .await();
            work(URI.create("http://" + started.addresses().get(0)));
            return RunCommand.end(started.server());
        } catch (ConfigurationRefused e) {
            return ExitCode.PROBLEMS;
        } finally {
            vertx.close().await();
            TemporaryFiles.deleteAll(directory);
        }
    }

    private static void work(URI server) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (int batch = 0; batch < BATCHES; batch++) {
            HttpRequest post = HttpRequest.newBuilder(server.resolve("/api/v2/alerts"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(alerts(batch % (BATCHES / 2))))
                    .build();
            client.send(post, BodyHandlers.discarding());
        }
        for (String path : List.of("/metrics", "/api/v1/rules", "/api/v1/alerts", "/-/ready")) {
            client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.discarding());
        }
        // Rules have their first slots, and groups their first flushes, within this time.
        Thread.sleep(WAIT_MILLIS);
    }

    private static RunOptions options(Path directory, int datasource, int receiver) throws IOException {
        RunOptions options = new RunOptions();
        options.configFile = Files.writeString(directory.resolve("alertmanager.yml"), """
                route:
                  receiver: hook
                  group_by: [cluster, service]
                  group_wait: 100ms
                  group_interval: 1s
                  routes:
                    - matchers: ['team=~"a|b"']
                      receiver: hook
                receivers:
                  - name: hook
                    webhook_configs:
                      - url: http://127.0.0.1:%d/hook
                """.formatted(receiver));
        Path rules = Files.writeString(directory.resolve("rules.yml"), rules());
        options.rules = List.of(rules.toString());
        options.datasourceUrls = List.of(URI.create("http://127.0.0.1:" + datasource));
        options.notifierUrls = List.of(URI.create("http://127.0.0.1:" + receiver));
        options.web.listenAddresses = List.of("127.0.0.1:0");
        options.storagePath = directory.resolve("data");
        return options;
    }

    private static String rules() {
        StringBuilder rules = new StringBuilder("groups:\n");
        for (int group = 0; group < 20; group++) {
            rules.append("- name: g%d\n  interval: 200ms\n  rules:\n".formatted(group));
            for (int rule = 0; rule < 5; rule++) {
                rules.append("""
                          - alert: Rehearsed%d
                            expr: sum by (pod) (rate(x_total{rule="%d"}[5m])) > 0
                            for: 1s
                            labels: {severity: warning}
                            annotations: {summary: '{{ $labels.pod }} has {{ $value | humanize }}, {{ printf "%%.2f" $value }}'}
                        """.formatted(group * 5 + rule, rule));
            }
        }
        return rules.toString();
    }

    private static int listen(Vertx vertx, String answer) {
        Buffer body = Buffer.buffer(answer);
        return vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(ignored -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(body)))
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .await();
    }

    private static String vector() {
        StringBuilder json =
                new StringBuilder("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
        for (int series = 0; series < SERIES; series++) {
            json.append(series == 0 ? "" : ",")
                    .append(
                            "{\"metric\":{\"instance\":\"10.0.0.%1$d:9100\",\"job\":\"node\",\"pod\":\"pod-%1$d\"},\"value\":[1,\"%1$d.5\"]}"
                                    .formatted(series));
        }
        return json.append("]}}").toString();
    }

    private static String alerts(int batch) {
        StringBuilder json = new StringBuilder("[");
        for (int alert = 0; alert < BATCH; alert++) {
            json.append(alert == 0 ? "" : ",").append("""
                            {"labels":{"alertname":"Rehearsed","cluster":"c%d","service":"s%d","pod":"pod-%d","team":"a",
                            "severity":"warning"},"annotations":{"summary":"a summary of some length","runbook":"https://x/y"},
                            "startsAt":"2026-01-02T03:04:05.678Z","endsAt":"2126-01-02T03:04:05.678Z","generatorURL":"http://p/graph"}
                            """.formatted(batch, alert / 8, alert));
        }
        return json.append("]").toString();
    }
}
