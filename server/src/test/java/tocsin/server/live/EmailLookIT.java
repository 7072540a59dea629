package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tocsin.server.live.Setup.configOption;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails as a browser shows them, on a desk and on a phone, by day and by night. Skipped without {@code chromium}, also
 * where CI has all other programs: its 300 MB would double what CI downloads, for a page that seldom changes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EmailLookIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONG = "0123456789abcdef".repeat(12);
    private static final Pattern LOOK = Pattern.compile("<pre id=\"look\">(.*?)</pre>", Pattern.DOTALL);

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<JsonObject> looks = new ArrayList<>();

    @TempDir
    static Path directory = Path.of("");

    /** One mail in one window. */
    record Look(JsonObject json) {
        @SuppressWarnings("unchecked")
        private List<String> texts(String name) {
            return json.getJsonArray(name).getList();
        }

        @Override
        public String toString() {
            return json.getString("name") + (json.getBoolean("dark") ? ", dark" : ", light");
        }
    }

    @BeforeAll
    void look() throws Exception {
        Optional<Path> chromium = Programs.find("chromium");
        assumeTrue(chromium.isPresent(), "chromium is not on the PATH");
        mailbox.start();
        Map<String, String> pages = pages();
        for (int scheme = 0; scheme < 2; scheme++) {
            looks.addAll(browser(chromium.orElseThrow(), pages, scheme));
        }
    }

    @AfterAll
    void stop() {
        mailbox.stop();
    }

    private Map<String, String> pages() throws Exception {
        String routing = """
                global: {smtp_smarthost: '127.0.0.1:%d', smtp_from: am@example.org, smtp_require_tls: false}
                route:
                  receiver: ops
                  group_by: [alertname]
                  group_wait: 0s
                  routes: [{receiver: broken, matchers: [broken=yes]}]
                receivers:
                - name: ops
                  email_configs: [{to: ops@example.org, send_resolved: true}]
                - name: broken
                  email_configs: [{to: ops@example.org, html: '{{ template "a_%s" . }}'}]
                """.formatted(mailbox.getSmtp().getPort(), LONG);
        try (TocsinProcess tocsin = TocsinProcess.run(directory, configOption(directory, routing))) {
            JsonArray alerts = alerts();
            assertThat(tocsin.http().post("/api/v2/alerts", alerts.encode()).statusCode())
                    .isEqualTo(200);
            await("mails").atMost(PATIENCE).until(() -> mailbox.getReceivedMessages().length == 3);
        }
        return Stream.of(mailbox.getReceivedMessages())
                .collect(Collectors.toMap(EmailLookIT::subject, EmailLookIT::page));
    }

    private static JsonArray alerts() {
        return new JsonArray()
                .add(alert("DiskFull", "db-1", "severity", "critical", "job", "node"))
                .add(alert("Störung", "größe-1 " + LONG, "a_" + LONG, LONG, "severity", "warning"))
                .add(alert("Störung", "сервер-2 🚨", "ж".repeat(60), "🔥".repeat(60), "severity", "critical"))
                .add(alert("Broken", "db-1", "severity", "warning", "broken", "yes"));
    }

    private static JsonObject alert(String name, String instance, String... labels) {
        JsonObject all = new JsonObject().put("alertname", name).put("instance", instance);
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        JsonObject annotations = new JsonObject()
                .put("a_description", "Four per cent are left.\nThe log says: " + LONG)
                .put("runbook_url", "https://runbooks.example.com/" + LONG)
                .put("not_a_link", "javascript:alert(1)")
                .put("summary", instance + " is full");
        return new JsonObject()
                .put("labels", all)
                .put("annotations", annotations)
                .put("generatorURL", "http://prometheus.example.com/graph?g0.expr=" + LONG);
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject().replaceAll("\\(.*", "").strip();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String page(MimeMessage mail) {
        try {
            return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** @param scheme Chromium's number of the preferred colours: 0 is dark, 1 light */
    private List<JsonObject> browser(Path chromium, Map<String, String> pages, int scheme) throws Exception {
        String frames = pages.entrySet().stream()
                .flatMap(page -> Stream.of(frame(page, 390, 844), frame(page, 1280, 800)))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(
                directory.resolve("look.html"), resource("look.html").replace("FRAMES", frames));
        try (LiveProcess browser = LiveProcess.start(
                directory,
                Map.of(),
                List.of(
                        chromium.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + Files.createTempDirectory(directory, "profile"),
                        "--blink-settings=preferredColorScheme=" + scheme,
                        "--dump-dom",
                        file.toUri().toString()))) {
            assertThat(browser.exitStatus()).as(browser.everything()).isZero();
            Matcher look = LOOK.matcher(String.join("\n", browser.out()));
            assertThat(look.find()).as(browser.everything()).isTrue();
            return unescaped(look.group(1)).stream().map(JsonObject.class::cast).toList();
        }
    }

    private static JsonArray unescaped(String text) {
        return new JsonArray(text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&"));
    }

    private static String frame(Map.Entry<String, String> page, int width, int height) {
        return "<iframe title=\"%s at %d\" width=\"%d\" height=\"%d\" style=\"border: 0\" srcdoc=\"%s\"></iframe>"
                .formatted(
                        page.getKey(),
                        width,
                        width,
                        height,
                        page.getValue().replace("&", "&amp;").replace("\"", "&quot;"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = EmailLookIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Stream<Look> looks() {
        return looks.stream().map(Look::new);
    }

    @Test
    void each_mail_is_looked_at_in_four_ways() {
        assertThat(looks()).hasSize(12).extracting(Look::toString).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void nothing_is_wider_than_the_window_and_everything_stands_out(Look look) {
        assertThat(look.texts("troubles")).isEmpty();
    }

    /** Whoever is woken sees without scrolling what it is, how bad it is, and where. */
    @ParameterizedTest
    @MethodSource("looks")
    void the_first_screen_tells_what_is_the_matter(Look look) {
        assertThat(look.texts("first"))
                .anySatisfy(text -> assertThat(text).containsAnyOf("DiskFull", "Störung", "Broken"))
                .anySatisfy(text -> assertThat(text).containsAnyOf("critical", "warning"))
                .anySatisfy(text -> assertThat(text).endsWith(" is full"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void links_lead_to_web_addresses_only(Look look) {
        assertThat(look.texts("links"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(link -> assertThat(link).matches("https?://.+"));
    }
}
