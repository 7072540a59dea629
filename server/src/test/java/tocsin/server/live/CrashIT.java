package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.rulesOption;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.router.pipeline.Attempt;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.state.sqlite.StoreObserver;

/**
 * Clients write, rules go pending and fire, and the process is killed again and again on one state directory. {@code
 * -Dtocsin.crash.rounds=200 -Dtocsin.crash.seed=N} runs more, and the dice of an earlier run.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("tocsin.crash.rounds", 6);
    private static final long SEED = Long.getLong("tocsin.crash.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration HOLD = Duration.ofSeconds(4);
    private static final int INSTANCES = 6;
    private static final String RULES = """
            groups:
            - name: crash
              interval: 1s
              rules:
              - {alert: Held, expr: held, for: 4s}
              - {alert: Kept, expr: kept, keep_firing_for: 3s}
            """;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final CrashLedger ledger = new CrashLedger();
    private final Map<String, Instant> changed = new ConcurrentHashMap<>();
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> activeAt = new HashMap<>();
    private int kills;
    private int checkedRules;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_told_twice() throws Exception {
        Instant began = Instant.now();
        System.out.println("crash test: -Dtocsin.crash.rounds=" + ROUNDS + " -Dtocsin.crash.seed=" + SEED);
        try (CrashHook hook = new CrashHook(SEED);
                StubServer datasource = StubServer.start(this::query)) {
            String[] options = options(hook, datasource);
            boolean clean = true;
            for (int round = 0; round < ROUNDS; round++) {
                clean = round(options, hook, round, clean);
                hook.checkRepeats();
            }
            end(options, hook);
            System.out.printf(
                    "crash test: rounds=%d kills=%d silences=%d alerts=%d facts=%d ruleFacts=%d notifications=%d repeats=%d seconds=%d%n",
                    ROUNDS,
                    kills,
                    ledger.silenceCount(),
                    ledger.alertCount(),
                    ledger.checked(),
                    checkedRules,
                    hook.count(),
                    hook.checkRepeats(),
                    Duration.between(began, Instant.now()).toSeconds());
        }
    }

    private String[] options(CrashHook hook, StubServer datasource) throws IOException {
        String routing = """
                route: {receiver: hook, group_by: [alertname, instance], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                - name: hook
                  webhook_configs: [{url: '%s'}]
                """.formatted(hook.url());
        return new String[] {
            rulesOption(directory, RULES),
            configOption(directory, routing),
            "--datasource.url=" + datasource.url(),
            "--storage.path=" + state()
        };
    }

    private Path state() {
        return directory.resolve("state");
    }

    /** @return whether the process was let end */
    private boolean round(String[] options, CrashHook hook, int round, boolean clean) throws Exception {
        try (TocsinProcess tocsin = TocsinProcess.run(directory, options)) {
            if (round > 0) {
                assertThat(tocsin.log())
                        .anyMatch(line -> line.contains("State found") && line.contains("closedCleanly=" + clean));
            }
            check(tocsin);
            boolean orderly = write(tocsin);
            Instant end = Instant.now();
            assertThat(tocsin.log()).noneMatch(line -> line.contains("level=error") || line.contains("damaged"));
            hook.killed(end, orderly ? Set.of() : unsure());
            if (!orderly && random.nextInt(5) == 0) {
                killStarts(options, hook);
            }
            return orderly;
        }
    }

    /** Lets everybody write for a while, then ends the process. */
    private boolean write(TocsinProcess tocsin) throws Exception {
        ExecutorService writers = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random own = new Random(random.nextLong());
                running.add(writers.submit(() -> {
                    ledger.writeSilences(tocsin.http(), own);
                    return null;
                }));
            }
            Random own = new Random(random.nextLong());
            running.add(writers.submit(() -> {
                ledger.postAlerts(tocsin.http(), own);
                return null;
            }));
            toggle();
            TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(2200));
            remember(tocsin);
            boolean orderly = random.nextInt(8) == 0;
            Instant ending = Instant.now();
            end(tocsin, orderly);
            for (Future<?> writer : running) {
                writer.get(30, TimeUnit.SECONDS);
            }
            List<String> refusals = ledger.refusals();
            if (orderly) {
                ledger.stopped();
                assertThat(refusals).allMatch(refusal -> refusal.contains(": 503 "));
            } else {
                // Only now, as the writers went on until the process was gone.
                ledger.killedAt(ending);
                assertThat(refusals).as("no server that runs refuses").isEmpty();
            }
            return orderly;
        } finally {
            writers.shutdownNow();
        }
    }

    private void end(TocsinProcess tocsin, boolean orderly) throws Exception {
        if (orderly) {
            assertThat(tocsin.terminate()).isZero();
        } else {
            tocsin.process().signal("KILL");
            tocsin.process().exitStatus();
            kills++;
        }
    }

    private void killStarts(String[] options, CrashHook hook) throws Exception {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<String> arguments = new ArrayList<>(List.of("run", "--web.listen-address=127.0.0.1:0"));
            arguments.addAll(List.of(options));
            try (LiveProcess starting = TocsinProcess.launch(directory, arguments.toArray(String[]::new))) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                starting.signal("KILL");
                starting.exitStatus();
                kills++;
                hook.killed(Instant.now(), unsure());
            }
        }
    }

    /** Reads a copy, so that the next start finds the directory as the kill left it. */
    private Set<String> unsure() throws IOException {
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        for (String file : List.of("tocsin.db", "tocsin.db-wal")) {
            Files.deleteIfExists(copy.resolve(file));
            Files.copy(state().resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> groups = new HashSet<>();
        SqliteOptions options = new SqliteOptions(copy, true, () -> Runnable::run, Instant::now, "test");
        SqliteStateStore store = SqliteStateStore.open(options, new Silent());
        try {
            await("replayed").until(store.open(Attempt.TABLE, entry -> {
                Attempt attempt = entry.value();
                if (attempt != null) {
                    JsonObject labels = new JsonObject();
                    attempt.key().group().labels().forEach((name, value) -> labels.put(name, value));
                    groups.add(CrashHook.group(labels));
                }
            })::succeeded);
        } finally {
            await("closed").until(store.close()::isComplete);
        }
        return groups;
    }

    private static final class Silent implements StoreObserver {
        @Override
        public void rowSetAside(String table, String key, String reason) {
            throw new AssertionError("row set aside: %s %s %s".formatted(table, key, reason));
        }

        @Override
        public void tailCut(long bytes) {}

        @Override
        public void damaged(Damage damage) {
            throw new AssertionError("damaged: " + damage);
        }

        @Override
        public void upkeepFailed(Throwable cause) {}

        @Override
        public void committed(int rows, Duration took) {}
    }

    private void toggle() {
        for (String expr : List.of("held", "kept")) {
            for (int i = 0; i < INSTANCES; i++) {
                String series = expr + i;
                if (random.nextInt(5) == 0) {
                    changed.put(series, Instant.now());
                    if (!active.remove(series)) {
                        active.add(series);
                    }
                }
            }
        }
    }

    private void query(HttpExchange exchange) throws IOException, InterruptedException {
        String body = URLDecoder.decode(
                StubServer.body(exchange) + "&" + exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String expr = body.contains("query=held") ? "held" : "kept";
        JsonArray result = new JsonArray();
        for (int i = 0; i < INSTANCES; i++) {
            if (active.contains(expr + i)) {
                result.add(new JsonObject()
                        .put("metric", new JsonObject().put("instance", expr + i))
                        .put(
                                "value",
                                new JsonArray()
                                        .add(Instant.now().getEpochSecond())
                                        .add("1")));
            }
        }
        JsonObject answer = new JsonObject()
                .put("status", "success")
                .put("data", new JsonObject().put("resultType", "vector").put("result", result));
        // One in eight fails.
        boolean fails = Math.floorMod(System.nanoTime() / 1000, 8) == 0;
        StubServer.text(fails ? 500 : 200, "application/json", fails ? "away" : answer.encode())
                .to(exchange);
    }

    /** What the rules show just before the end, of series that did not change of late. */
    private void remember(TocsinProcess tocsin) throws Exception {
        activeAt.clear();
        activeAt.putAll(shown(tocsin));
        activeAt.keySet()
                .removeIf(series -> !active.contains(series)
                        || changed.get(series).isAfter(Instant.now().minusSeconds(3)));
    }

    private static Map<String, Instant> shown(TocsinProcess tocsin) throws Exception {
        Map<String, Instant> shown = new HashMap<>();
        for (JsonObject alert : RulePages.objects(tocsin.alerts())) {
            shown.put(alert.getJsonObject("labels").getString("instance"), alert.getInstant("activeAt"));
        }
        return shown;
    }

    private void check(TocsinProcess tocsin) throws Exception {
        ledger.check(tocsin.http());
        assertThat(shown(tocsin)).as("since when rules are active").containsAllEntriesOf(activeAt);
        checkedRules += activeAt.size();
        activeAt.forEach((series, since) -> {
            if (series.startsWith("held")
                    && since.plus(HOLD).isBefore(Instant.now().minusSeconds(1))) {
                await(series + " does not wait again")
                        .atMost(HOLD.dividedBy(2).plusSeconds(1))
                        .until(() -> firing(tocsin, series));
            }
        });
    }

    private static boolean firing(TocsinProcess tocsin, String series) throws Exception {
        return RulePages.objects(tocsin.alerts()).stream()
                .anyMatch(alert ->
                        alert.getJsonObject("labels").getString("instance").equals(series)
                                && alert.getString("state").equals("firing"));
    }

    /** Nobody disturbs any more: everything that is owed arrives. */
    private void end(String[] options, CrashHook hook) throws Exception {
        hook.calmDown();
        try (TocsinProcess tocsin = TocsinProcess.run(directory, options)) {
            check(tocsin);
            await("all that is owed")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ledger.owed(
                                    hook.instances("Posted", "firing"), hook.instances("Posted", "resolved")))
                            .isEmpty());
            assertThat(hook.instances("Posted", "firing")).allMatch(ledger::knowsAlert);
            hook.checkRepeats();
            assertThat(tocsin.terminate()).isZero();
        }
    }
}
