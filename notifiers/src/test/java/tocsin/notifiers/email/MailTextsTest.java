package tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.Notifications.firing;
import static tocsin.notifiers.Notifications.resolved;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.Notification;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Notifications;

/** What arrives at a mail server that is not ours. */
@TestInstance(Lifecycle.PER_CLASS)
class MailTextsTest {
    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Sending sending = new Sending(Vertx.vertx(), () -> Path.of("/etc/tocsin"));

    @BeforeAll
    void start() {
        mailbox.start();
    }

    @BeforeEach
    void empty() throws Exception {
        mailbox.purgeEmailFromAllMailboxes();
    }

    @AfterAll
    void stop() throws Exception {
        sending.close();
        mailbox.stop();
    }

    private DeliveryResult send(String entry, Notification notification) {
        return Sending.send(sending.notifier(mailbox.getSmtp().getPort(), entry), notification);
    }

    /** The only mail. */
    private MimeMessage received() {
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
        return mailbox.getReceivedMessages()[0];
    }

    private MimeMessage received(String entry, Notification notification) {
        assertThat(send(entry, notification)).isEqualTo(new Delivered(Map.of()));
        return received();
    }

    private static Map<String, String> parts(MimeMessage mail) throws Exception {
        Map<String, String> parts = new LinkedHashMap<>();
        MimeMultipart multipart = (MimeMultipart) mail.getContent();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart part = multipart.getBodyPart(i);
            parts.put(part.getContentType(), ((String) part.getContent()).replace("\r\n", "\n"));
        }
        return parts;
    }

    /** As it came over the wire, without what the server puts in front. */
    private static String source(MimeMessage mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out, new String[] {"Return-Path", "Received", "X-Envelope-To", "Delivered-To"});
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = MailTextsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        plain.eml    | {html: '', text: '{{ .CommonLabels.alertname }} is {{ .Status }}'}
        both.eml     | {html: '<html><body><b>{{ .CommonLabels.alertname }}</b></body></html>', text: 'Grüße: {{ .Status }}.'}
        headers.eml  | {to: 'Ünal <ops@example.org>, db: a@example.org, b@example.org;', html: '', text: a, headers: {subject: 'Störung: {{ .CommonLabels.alertname }}', x-pager: '{{ .Status }}', reply-to: 'Jörg <j@example.org>'}, threading: {enabled: true}}
        """)
    void mails_are_the_recorded_ones(String golden, String entry) throws Exception {
        assertThat(send(entry, Sending.ONE)).isEqualTo(new Delivered(Map.of()));

        assertThat(source(mailbox.getReceivedMessages()[0])).isEqualTo(golden(golden));
    }

    @Test
    void the_default_is_a_page_with_the_subject_of_upstream() throws Exception {
        MimeMessage mail = received("{}", Sending.ONE);

        assertThat(mail.getSubject()).isEqualTo("[FIRING:1]  (Full sda)");
        assertThat(mail.getFrom()).singleElement().hasToString("Tocsin <am@example.org>");
        assertThat(mail.getRecipients(RecipientType.TO)).singleElement().hasToString("ops@example.org");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(parts(mail))
                .hasSize(1)
                .hasEntrySatisfying(
                        "text/html; charset=UTF-8", page -> assertThat(page).contains("http://tocsin", "Full", "sda"));
    }

    @Test
    void text_comes_before_html_and_both_survive_the_way() throws Exception {
        String text = "Zeile\n.\n..a\nFrom b\n trailing \t\n=20 Ж \uD83D\uDE00 " + "x".repeat(2000) + "\n\nend";
        MimeMessage mail = received("""
                html: '<p>{{ .CommonLabels.text }}</p>'
                text: '{{ .CommonLabels.text }}'
                """, Notifications.of(firing("text", text)));

        assertThat(parts(mail).keySet()).containsExactly("text/plain; charset=UTF-8", "text/html; charset=UTF-8");
        assertThat(parts(mail)).containsEntry("text/plain; charset=UTF-8", text);
        assertThat(source(mail).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void without_any_part_there_is_an_empty_text() throws Exception {
        assertThat(parts(received("{html: ''}", Sending.ONE)))
                .containsExactly(Map.entry("text/plain; charset=UTF-8", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: eve@example.org",
                "a\nBcc: eve@example.org\n\nbody",
                "a\rBcc: eve@example.org",
                "a\r\n.\r\nMAIL FROM:<eve@example.org>",
                "=?utf-8?q?a=0D=0ABcc:_eve@example.org?=",
                "a\u2028Bcc: eve@example.org"
            })
    void no_alert_adds_a_header_or_a_recipient(String label) throws Exception {
        MimeMessage mail = received("""
                headers:
                  Subject: '{{ .CommonLabels.evil }}'
                  X-Evil: 'b {{ .CommonLabels.evil }}'
                  Reply-To: '"{{ .CommonLabels.evil }}" <a@example.org>'
                """, Notifications.of(firing("evil", label)));

        assertThat(mail.getSubject()).isEqualTo(label);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(Collections.list(mail.getAllHeaders()))
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .contains("subject", "x-evil", "reply-to", "to", "from", "message-id", "date")
                .doesNotContain("bcc");
    }

    @Test
    void an_address_that_an_alert_forges_reaches_nobody() {
        DeliveryResult result = send(
                "to: '{{ .CommonLabels.owner }}'",
                Notifications.of(firing("owner", "a@example.org>\r\nRCPT TO:<eve@example.org")));

        assertThat(result).isInstanceOf(DeliveryResult.Rejected.class);
        assertThat(mailbox.getReceivedMessages()).isEmpty();
    }

    @Test
    void what_fails_gives_way_to_its_default_and_says_so() throws Exception {
        sending.ports().failedTemplates().clear();
        DeliveryResult result = send("""
                headers: {Subject: '{{ template "nowhere" . }}', X-Gone: '{{ template "nowhere" . }}', To: '{{ template "nowhere" . }}'}
                html: '{{ template "nowhere" . }}'
                text: '{{ template "nowhere" . }}'
                """, Sending.ONE);
        MimeMessage mail = received();

        assertThat(result)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .hasSize(5)
                                .allSatisfy(note -> assertThat(note).contains("nowhere")));
        assertThat(sending.ports().failedTemplates())
                .containsExactlyInAnyOrder(
                        "email.headers.Subject",
                        "email.headers.X-Gone",
                        "email.headers.To",
                        "email.html",
                        "email.text");
        assertThat(mail.getSubject()).isEqualTo("[FIRING:1]  (Full sda)");
        assertThat(mail.getHeader("X-Gone")).isNull();
        assertThat(mail.getRecipients(RecipientType.TO)).singleElement().hasToString("ops@example.org");
        assertThat(parts(mail).values())
                .allSatisfy(part -> assertThat(part)
                        .contains("Tocsin could not render this notification as configured", "Full", "sda"));
        assertThat(parts(mail).get("text/html; charset=UTF-8"))
                .containsPattern("<body[^>]*><p style=[^>]*><strong>Tocsin could not")
                .contains("&quot;nowhere&quot;");
    }

    @Test
    void attempts_of_one_notification_have_one_id_and_others_have_others() throws Exception {
        Notification other = Notifications.ofGroup("{}:{a=\"b\"}", firing("alertname", "Full", "disk", "sda"));
        send("{}", Sending.ONE);
        send("{}", Sending.ONE);
        send("{}", other);

        List<String> ids = Arrays.stream(mailbox.getReceivedMessages())
                .map(MailTextsTest::id)
                .toList();

        assertThat(ids.get(0)).matches("<1795168800000000000\\.\\d+@vm>").isEqualTo(ids.get(1));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    private static String id(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void own_ids_and_dates_stay() throws Exception {
        MimeMessage mail = received(
                "headers: {message-id: <own@example.org>, date: 'Mon, 02 Jan 2006 15:04:05 -0700'}", Sending.ONE);

        assertThat(mail.getHeader("Message-Id")).containsExactly("<own@example.org>");
        assertThat(mail.getHeader("Date")).containsExactly("Mon, 02 Jan 2006 15:04:05 -0700");
    }

    /** 10:00 UTC is 15:45 in Kathmandu; the key is {@code {}:{}}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        daily | <alert-HASH-2026-11-20@alertmanager>
        none  | <alert-HASH-@alertmanager>
        """)
    void mails_of_a_group_hang_together(String byDate, String thread) throws Exception {
        MimeMessage mail = received("threading: {enabled: true, thread_by_date: %s}".formatted(byDate), Sending.ONE);
        String expected = thread.replace(
                "HASH", NotificationData.of(Sending.ONE, "").groupKeyHash().substring(0, 16));

        assertThat(mail.getHeader("References")).containsExactly(expected);
        assertThat(mail.getHeader("In-Reply-To")).containsExactly(expected);
    }

    @Test
    void says_that_all_are_resolved() throws Exception {
        assertThat(received("{}", Notifications.of(resolved("alertname", "Full")))
                        .getSubject())
                .startsWith("[RESOLVED]");
    }

    @Test
    void logs_in_where_one_must() {
        GreenMail guarded = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        guarded.withConfiguration(new GreenMailConfiguration().withUser("am@example.org", "am", "hunter2"));
        guarded.start();
        try {
            assertThat(sending.send(guarded.getSmtp().getPort(), "{auth_username: am, auth_password: hunter2}"))
                    .isEqualTo(new Delivered(Map.of()));
            assertThat(sending.send(guarded.getSmtp().getPort(), "{auth_username: am, auth_password: hunter3}"))
                    .isInstanceOf(DeliveryResult.Rejected.class)
                    .asString()
                    .doesNotContain("hunter3");
        } finally {
            guarded.stop();
        }
    }
}
