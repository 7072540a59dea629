package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.StubServer.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same configuration and the same alerts for a real Alertmanager and for Tocsin: a random tree, inhibition, mute and
 * active times. Every group must get the same messages in the same order.
 *
 * <p>Alerts change half way between flushes, so that neither is early or late by a whole flush. Resolutions that a mute holds
 * back are dropped, as the other does.
 */
class RoutingSideBySideIT {
    private static final Duration GROUP_WAIT = Duration.ofSeconds(2);
    private static final Duration GROUP_INTERVAL = Duration.ofSeconds(5);
    private static final Duration FROM_FLUSH_TO_CHANGE = Duration.ofMillis(2_500);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int RECEIVERS = 6;
    private static final int ALERTS = 120;

    @TempDir
    private Path directory;

    private final Random random = new Random(4);

    @Test
    void both_send_the_same_messages() throws Exception {
        Programs.require("prometheus-alertmanager");
        String tree = tree();
        List<Map<String, String>> alerts = alerts();
        try (StubServer theirs = StubServer.start(status(200));
                StubServer ours = StubServer.start(status(200));
                RealServer alertmanager = RealServer.alertmanager(directory, tree.replace("HOOK", theirs.url()));
                TocsinProcess tocsin = TocsinProcess.run(
                        directory,
                        Setup.configOption(directory, tree.replace("HOOK", ours.url())),
                        "--notify.resolved-when-muted=never")) {
            warmUp(alertmanager.http(), theirs);
            warmUp(tocsin.http(), ours);
            Instant begin = Instant.now();
            List<List<Map<String, String>>> waves = List.of(alerts.subList(0, 80), alerts.subList(40, 120), alerts);
            Set<Map<String, String>> firing = new LinkedHashSet<>();
            for (int wave = 0; wave < waves.size(); wave++) {
                Instant due = begin.plus(wave == 0 ? Duration.ZERO : GROUP_WAIT.plus(FROM_FLUSH_TO_CHANGE))
                        .plus(GROUP_INTERVAL.multipliedBy(Math.max(0, wave - 1)));
                await("wave " + wave)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> !Instant.now().isBefore(due));
                String posted = wave(waves.get(wave), firing);
                assertThat(alertmanager.http().post("/api/v2/alerts", posted).statusCode())
                        .isEqualTo(200);
                assertThat(tocsin.http().post("/api/v2/alerts", posted).statusCode())
                        .isEqualTo(200);
            }
            Instant end = Instant.now().plus(GROUP_INTERVAL.plus(FROM_FLUSH_TO_CHANGE));
            await("the last flushes")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !Instant.now().isBefore(end));

            Map<String, List<String>> expected = byGroup(theirs);
            assertThat(expected).as("groups that were told something").hasSizeGreaterThan(30);
            assertThat(byGroup(ours)).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    /** On a busy machine the first message of a process takes its time. */
    private static void warmUp(Http http, StubServer hook) throws Exception {
        String alert = "[{\"labels\": {\"alertname\": \"WarmUp\"}}]";
        assertThat(http.post("/api/v2/alerts", alert).statusCode()).isEqualTo(200);
        await("the first message").atMost(PATIENCE).until(() -> !hook.received().isEmpty());
    }

    /** Every alert of the wave turns: one that fires is resolved, another begins to fire; one in four stays as it is. */
    private String wave(List<Map<String, String>> wave, Set<Map<String, String>> firing) {
        JsonArray posted = new JsonArray();
        for (Map<String, String> labels : wave) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            JsonObject alert = new JsonObject().put("labels", new JsonObject(new TreeMap<>(labels)));
            if (firing.remove(labels)) {
                alert.put("endsAt", Instant.now().toString());
            } else {
                firing.add(labels);
            }
            posted.add(alert);
        }
        return posted.encode();
    }

    private List<Map<String, String>> alerts() {
        Set<Map<String, String>> alerts = new LinkedHashSet<>();
        while (alerts.size() < ALERTS) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("alertname", pick("Down", "Slow", "Full"));
            labels.put("severity", pick("page", "warn", "info"));
            labels.put("team", pick("db", "web", "net"));
            labels.put("instance", "host-" + random.nextInt(20));
            if (random.nextBoolean()) {
                labels.put("dc", pick("north", "south"));
            }
            alerts.add(labels);
        }
        return List.copyOf(alerts);
    }

    private String tree() {
        StringBuilder text = new StringBuilder("""
                route:
                  receiver: r0
                  group_by: [alertname]
                  group_wait: %ds
                  group_interval: %ds
                  repeat_interval: 1h
                  routes:
                """.formatted(GROUP_WAIT.toSeconds(), GROUP_INTERVAL.toSeconds()));
        routes(text, "  ", 2);
        text.append("receivers:\n");
        for (int i = 0; i < RECEIVERS; i++) {
            text.append("- {name: r%d, webhook_configs: [{url: 'HOOK/r%d', send_resolved: %s}]}\n"
                    .formatted(i, i, i % 3 != 2));
        }
        text.append("""
                time_intervals:
                - {name: always, time_intervals: [{}]}
                - {name: never, time_intervals: [{years: ['1999']}]}
                inhibit_rules:
                - {source_matchers: [severity="page"], target_matchers: ['severity=~"warn|info"'], equal: [team, dc]}
                - {source_match: {alertname: Full}, target_match_re: {alertname: 'S.*'}, equal: [instance]}
                - {source_matchers: [team="net"], target_matchers: [severity!="page"], equal: [alertname, instance]}
                """);
        return text.toString();
    }

    /** No two siblings have matchers and receiver in common: an Alertmanager would take one for the other. */
    private void routes(StringBuilder text, String indent, int depth) {
        Set<String> siblings = new LinkedHashSet<>();
        while (siblings.size() < 7) {
            String matchers = pick(
                    "severity=\"page\"",
                    "severity!=\"info\"",
                    "team=\"db\"",
                    "team=~\"w.*|net\"",
                    "dc=\"north\"",
                    "dc=\"\"",
                    "instance=~\"host-1.\"",
                    "alertname!~\"Down|Full\"");
            siblings.add("%s- receiver: r%d\n%s  matchers: ['%s']\n"
                    .formatted(indent, random.nextInt(RECEIVERS), indent, matchers));
        }
        for (String sibling : siblings) {
            text.append(sibling);
            option(text, indent, "continue: true", 2);
            option(text, indent, "group_by: [" + pick("alertname", "team", "team, dc", "instance", "'...'") + "]", 2);
            option(text, indent, "mute_time_intervals: [" + pick("always", "never", "never") + "]", 4);
            option(text, indent, "active_time_intervals: [" + pick("always", "never", "never, always") + "]", 4);
            if (depth > 1 && random.nextBoolean()) {
                text.append(indent).append("  routes:\n");
                routes(text, indent + "  ", depth - 1);
            }
        }
    }

    private void option(StringBuilder text, String indent, String option, int oneIn) {
        if (random.nextInt(oneIn) == 0) {
            text.append(indent).append("  ").append(option).append('\n');
        }
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static Map<String, List<String>> byGroup(StubServer hook) {
        Map<String, List<String>> messages = new TreeMap<>();
        for (StubServer.Received received : hook.received()) {
            JsonObject message = received.json();
            messages.computeIfAbsent(received.path() + ' ' + message.getString("groupKey"), key -> new ArrayList<>())
                    .add(message.getString("status") + alerts(message));
        }
        return messages;
    }

    private static String alerts(JsonObject message) {
        return RulePages.objects(message.getJsonArray("alerts")).stream()
                .map(alert -> " " + alert.getString("status")
                        + new TreeMap<>(alert.getJsonObject("labels").getMap()))
                .collect(Collectors.joining());
    }
}
