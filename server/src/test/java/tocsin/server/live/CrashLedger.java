package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What clients were told. A request without an answer may have been done or not; whatever the server then shows is the truth
 * from there on.
 */
final class CrashLedger {
    /** Alerts by API are kept from then on. */
    private static final Duration KEPT_AFTER = Duration.ofSeconds(1);

    private final Map<String, Owned> silences = new ConcurrentHashMap<>();
    private final Map<String, Posted> alerts = new ConcurrentHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger serial = new AtomicInteger();
    private final AtomicInteger checked = new AtomicInteger();

    /** What a client wants of a silence; the comment names the version. */
    record Version(String comment, Instant endsAt, boolean expired) {}

    /** A silence of one writer: the version that was acknowledged, and the one that was asked for and not answered. */
    private static final class Owned {
        private final String name;
        private volatile @Nullable String id;
        private volatile @Nullable Version acknowledged;
        private volatile @Nullable Version asked;

        private Owned(String name) {
            this.name = name;
        }
    }

    /** An alert by API: what was asked, and since when it is acknowledged. */
    private static final class Posted {
        private final String instance;
        private final Instant startsAt;
        private volatile @Nullable Instant acknowledged;
        private volatile boolean resolving;
        private volatile @Nullable Instant resolved;
        private volatile boolean doubtful;

        private Posted(String instance, Instant startsAt) {
            this.instance = instance;
            this.startsAt = startsAt;
        }
    }

    /** Writes silences until the server is gone. */
    void writeSilences(Http http, Random random) throws InterruptedException {
        List<Owned> mine = new ArrayList<>();
        try {
            while (true) {
                Owned owned =
                        mine.isEmpty() || random.nextInt(3) == 0 ? begun(mine) : mine.get(random.nextInt(mine.size()));
                Version now = owned.acknowledged;
                if (now == null) {
                    save(http, owned, later(owned, random));
                } else if (!now.expired()) {
                    change(http, owned, now, random);
                }
            }
        } catch (IOException e) {
            // The server is gone: what was asked last may have been done or not.
            return;
        }
    }

    private Owned begun(List<Owned> mine) {
        Owned owned = new Owned("s" + serial.incrementAndGet());
        silences.put(owned.name, owned);
        mine.add(owned);
        return owned;
    }

    private Version later(Owned owned, Random random) {
        Instant end =
                Instant.now().plus(Duration.ofHours(5 + random.nextInt(50))).truncatedTo(ChronoUnit.MILLIS);
        return new Version("%s/%d".formatted(owned.name, serial.incrementAndGet()), end, false);
    }

    private void change(Http http, Owned owned, Version now, Random random) throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            save(http, owned, later(owned, random));
            return;
        }
        Version expired = new Version(now.comment(), now.endsAt(), true);
        owned.asked = expired;
        answered(owned, http.delete("/api/v2/silence/" + owned.id), expired);
    }

    /** Silences begin in the future, so that an edit keeps the id. */
    private void save(Http http, Owned owned, Version version) throws IOException, InterruptedException {
        JsonObject body = new JsonObject("""
                {"matchers": [{"name": "silenced", "value": "%s", "isRegex": false}], "createdBy": "crash"}""".formatted(owned.name))
                .put("startsAt", Instant.now().plus(Duration.ofHours(2)).toString())
                .put("endsAt", version.endsAt().toString())
                .put("comment", version.comment());
        if (owned.id != null) {
            body.put("id", owned.id);
        }
        owned.asked = version;
        var answer = http.post("/api/v2/silences", body.encode());
        if (answer.statusCode() == 200) {
            owned.id = new JsonObject(answer.body()).getString("silenceID");
        }
        answered(owned, answer, version);
    }

    /** Whoever is refused goes, and what was asked stays open: only a server that stops refuses. */
    private void answered(Owned owned, HttpResponse<String> answer, Version version) throws IOException {
        if (answer.statusCode() != 200) {
            refusals.add("%s: %d %s".formatted(owned.name, answer.statusCode(), answer.body()));
            throw new IOException("refused");
        }
        owned.acknowledged = version;
        owned.asked = null;
    }

    /** Posts alerts, and ends some of them, until the server is gone. */
    void postAlerts(Http http, Random random) throws InterruptedException {
        try {
            while (true) {
                List<Posted> open = alerts.values().stream()
                        .filter(a -> !a.resolving && !a.doubtful)
                        .toList();
                if (open.size() > 20 || (!open.isEmpty() && random.nextInt(3) == 0)) {
                    resolve(http, open.get(random.nextInt(open.size())));
                } else {
                    fire(http);
                }
                Thread.sleep(random.nextInt(150));
            }
        } catch (IOException e) {
            // The server is gone: what was asked last may have been done or not.
            return;
        }
    }

    private void fire(Http http) throws IOException, InterruptedException {
        Posted posted = new Posted(
                "a" + serial.incrementAndGet(), Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.MILLIS));
        posted.doubtful = true;
        alerts.put(posted.instance, posted);
        post(http, posted, Instant.now().plus(Duration.ofHours(1)));
        posted.acknowledged = Instant.now();
        posted.doubtful = false;
    }

    private void resolve(Http http, Posted posted) throws IOException, InterruptedException {
        posted.resolving = true;
        post(http, posted, Instant.now());
        posted.resolved = Instant.now();
    }

    private void post(Http http, Posted posted, Instant endsAt) throws IOException, InterruptedException {
        String body = """
                [{"labels": {"alertname": "Posted", "instance": "%s"}, "startsAt": "%s", "endsAt": "%s"}]""".formatted(posted.instance, posted.startsAt, endsAt);
        HttpResponse<String> answer = http.post("/api/v2/alerts", body);
        if (answer.statusCode() != 200) {
            refusals.add("%s: %d %s".formatted(posted.instance, answer.statusCode(), answer.body()));
            throw new IOException("refused");
        }
    }

    /** An orderly end keeps all that was acknowledged; what was not answered stays open. */
    void stopped() {
        alerts.values().stream()
                .filter(posted -> posted.resolving && posted.resolved == null)
                .forEach(posted -> posted.doubtful = true);
    }

    /** What was acknowledged too late before the process was killed is not promised. */
    void killedAt(Instant kill) {
        Instant kept = kill.minus(KEPT_AFTER);
        for (Posted posted : alerts.values()) {
            if (isAfter(posted.acknowledged, kept)
                    || (posted.resolving && posted.resolved == null)
                    || isAfter(posted.resolved, kept)) {
                posted.doubtful = true;
            }
        }
    }

    private static boolean isAfter(@Nullable Instant instant, Instant limit) {
        return instant != null && instant.isAfter(limit);
    }

    void check(Http http) throws IOException, InterruptedException {
        checkSilences(http);
        checkAlerts(http);
    }

    private void checkSilences(Http http) throws IOException, InterruptedException {
        Map<String, JsonObject> shown = new HashMap<>();
        for (JsonObject silence : RulePages.objects(http.array("/api/v2/silences"))) {
            String name = silence.getJsonArray("matchers").getJsonObject(0).getString("value");
            assertThat(shown.put(name, silence))
                    .as("silence %s is there once", name)
                    .isNull();
        }
        assertThat(silences.keySet()).as("silences that nobody asked for").containsAll(shown.keySet());
        for (Owned owned : silences.values()) {
            checkSilence(owned, shown.get(owned.name));
        }
    }

    private void checkSilence(Owned owned, @Nullable JsonObject shown) {
        Version found = shown == null ? null : version(shown);
        Version acknowledged = owned.acknowledged;
        if (owned.asked == null || found == null) {
            assertThat(same(acknowledged, found))
                    .as("LOST silence %s: acknowledged %s, found %s", owned.name, acknowledged, found)
                    .isTrue();
        } else {
            assertThat(same(acknowledged, found) || same(owned.asked, found))
                    .as("silence %s: acknowledged %s, asked %s, found %s", owned.name, acknowledged, owned.asked, found)
                    .isTrue();
        }
        if (shown != null) {
            if (owned.id != null) {
                assertThat(shown.getString("id")).isEqualTo(owned.id);
            }
            owned.id = shown.getString("id");
        }
        owned.acknowledged = found;
        owned.asked = null;
        checked.incrementAndGet();
    }

    /** The end of an expired silence is the time of the expiry, which the client was not told. */
    private static boolean same(@Nullable Version wanted, @Nullable Version found) {
        if (wanted == null || found == null) {
            return wanted == null && found == null;
        }
        return wanted.comment().equals(found.comment())
                && wanted.expired() == found.expired()
                && (wanted.expired() || wanted.endsAt().equals(found.endsAt()));
    }

    private static Version version(JsonObject silence) {
        return new Version(
                silence.getString("comment"),
                silence.getInstant("endsAt"),
                silence.getJsonObject("status").getString("state").equals("expired"));
    }

    private void checkAlerts(Http http) throws IOException, InterruptedException {
        Map<String, Instant> shown = new HashMap<>();
        for (JsonObject alert : RulePages.objects(http.array("/api/v2/alerts"))) {
            JsonObject labels = alert.getJsonObject("labels");
            if (labels.getString("alertname").equals("Posted")) {
                shown.put(labels.getString("instance"), alert.getInstant("startsAt"));
            }
        }
        assertThat(alerts.keySet()).as("alerts that nobody posted").containsAll(shown.keySet());
        for (Posted posted : alerts.values()) {
            if (!posted.doubtful) {
                assertThat(shown.get(posted.instance))
                        .as("alert %s, posted %s, resolved %s", posted.instance, posted.acknowledged, posted.resolved)
                        .isEqualTo(posted.resolved == null ? posted.startsAt : null);
                checked.incrementAndGet();
            }
        }
    }

    boolean knowsAlert(String instance) {
        return alerts.containsKey(instance);
    }

    /** Of the alerts that were kept, those that are owed such a notification and did not get it. */
    List<String> owed(Set<String> toldFiring, Set<String> toldResolved) {
        Set<String> owed = new HashSet<>();
        for (Posted posted : alerts.values()) {
            if (!posted.doubtful && posted.resolved == null && !toldFiring.contains(posted.instance)) {
                owed.add(posted.instance + " firing");
            }
            if (!posted.doubtful
                    && posted.resolved != null
                    && toldFiring.contains(posted.instance)
                    && !toldResolved.contains(posted.instance)) {
                owed.add(posted.instance + " resolved");
            }
        }
        return List.copyOf(owed);
    }

    /** Answers other than 200 since the last call. */
    List<String> refusals() {
        List<String> since = List.copyOf(refusals);
        refusals.clear();
        return since;
    }

    int checked() {
        return checked.get();
    }

    int silenceCount() {
        return silences.size();
    }

    int alertCount() {
        return alerts.size();
    }
}
