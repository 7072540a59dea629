package tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.email.ScriptedServer.CLOSE;
import static tocsin.notifiers.email.ScriptedServer.HANG;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notifier;

/** What is said to mail servers, and what their answers mean. */
@TestInstance(Lifecycle.PER_CLASS)
class SmtpDialogTest {
    private static final Delivered DELIVERED = new Delivered(Map.of());

    @TempDir
    static Path directory = Path.of("");

    private final Sending sending = new Sending(Vertx.vertx(), () -> directory);
    private SSLContext serverTls = defaultTls();
    private ScriptedServer server = server();

    @BeforeAll
    void makeCertificates() throws Exception {
        serverTls = Certificates.make(directory, "server", "mail.example");
        Certificates.make(directory, "other", "other.example");
    }

    @BeforeEach
    void startServer() throws IOException {
        server.close();
        server = server();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @AfterAll
    void stop() throws Exception {
        sending.close();
    }

    private static ScriptedServer server() {
        try {
            return new ScriptedServer();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private DeliveryResult send(String entry) {
        return sending.send(server.port(), entry);
    }

    private Retryable retryable(String message) {
        return new Retryable(
                FailureReason.OTHER, "mail server 127.0.0.1:" + server.port() + ": " + message, Duration.ZERO);
    }

    private Rejected rejected(String message) {
        return new Rejected(FailureReason.OTHER, "mail server 127.0.0.1:" + server.port() + ": " + message);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_the_commands_of_a_mail() {
        assertThat(send("{hello: here, to: 'a@x, B <b@x>, a@x'}")).isEqualTo(DELIVERED);

        assertThat(server.heard())
                .containsExactly(
                        "connected",
                        "EHLO here",
                        "MAIL FROM:<am@example.org> BODY=8BITMIME",
                        "RCPT TO:<a@x>",
                        "RCPT TO:<b@x>",
                        "DATA");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void greets_older_servers_as_they_like_it() {
        server.answers("EHLO", "502 what?");

        assertThat(send("{}")).isEqualTo(DELIVERED);
        assertThat(server.heard()).contains("HELO localhost", "MAIL FROM:<am@example.org>");
    }

    /** TLS that was offered stays unused when it is not demanded: as upstream, which people have servers for. */
    @Test
    void begins_no_tls_that_is_not_demanded() {
        server.extensions("STARTTLS").tls(serverTls, false);

        assertThat(send("{}")).isEqualTo(DELIVERED);
        assertThat(server.heard()).doesNotContain("STARTTLS");
    }

    @Test
    void begins_tls_that_is_demanded_and_asks_again_for_what_is_offered() {
        server.extensions("STARTTLS", "AUTH PLAIN").tls(serverTls, false);
        server.answers("AUTH", "235 welcome");

        DeliveryResult result = send("""
                require_tls: true
                tls_config: {ca_file: server.crt, server_name: mail.example}
                auth_username: u
                auth_password: p
                """);

        assertThat(result).isEqualTo(DELIVERED);
        assertThat(server.heard())
                .startsWith(
                        "connected",
                        "EHLO localhost",
                        "STARTTLS",
                        "TLS",
                        "EHLO localhost",
                        "AUTH PLAIN " + base64("\0u\0p"));
    }

    @Test
    void gives_up_where_tls_is_demanded_and_not_offered() {
        assertThat(send("require_tls: true"))
                .isEqualTo(retryable("it does not offer STARTTLS, which `require_tls` demands"));
        assertThat(server.heard()).doesNotContain("DATA");
    }

    @Test
    void tls_may_begin_with_the_connection() {
        server.tls(serverTls, true);

        assertThat(send("{force_implicit_tls: true, require_tls: true, tls_config: {insecure_skip_verify: true}}"))
                .isEqualTo(DELIVERED);
        assertThat(server.heard()).startsWith("connected", "TLS", "EHLO localhost");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
        false | ca_file: server.crt
        false | ca_file: other.crt, server_name: mail.example
        false | server_name: mail.example
        true  | ca_file: server.crt
        true  | ca_file: other.crt, server_name: mail.example
        true  | server_name: mail.example
        """)
    void believes_only_the_right_certificate_for_the_right_name(boolean implicit, String tls) {
        server.extensions("STARTTLS").tls(serverTls, implicit);

        DeliveryResult result =
                send("{require_tls: true, force_implicit_tls: %s, tls_config: {%s}}".formatted(implicit, tls));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message()).contains("TLS failed"));
        assertThat(server.heard()).noneMatch(heard -> heard.startsWith("MAIL"));
    }

    @Test
    void shows_its_own_certificate_where_one_is_wanted() {
        server.extensions("STARTTLS").tls(serverTls, false);
        String entry = """
                require_tls: true
                tls_config: {ca_file: server.crt, server_name: mail.example, cert_file: server.crt, key_file: server.key}
                """;

        assertThat(send(entry)).isEqualTo(DELIVERED);
        assertThat(server.heard()).contains("certificate of CN=mail.example");
    }

    @ParameterizedTest(name = "of {0} with {1} it is {2}")
    @CsvSource(delimiter = '|', textBlock = """
        PLAIN LOGIN CRAM-MD5          | auth_password: p                 | AUTH PLAIN AHUAcA==
        LOGIN PLAIN CRAM-MD5          | auth_password: p                 | AUTH LOGIN
        PLAIN LOGIN CRAM-MD5          | auth_secret: s                   | AUTH CRAM-MD5
        CRAM-MD5 PLAIN                | auth_password: p, auth_secret: s | AUTH CRAM-MD5
        PLAIN CRAM-MD5                | auth_password: p, auth_secret: s | AUTH PLAIN AHUAcA==
        XOAUTH2 NTLM DIGEST-MD5 LOGIN | auth_password: p                 | AUTH LOGIN
        plain                         | auth_password: p                 | AUTH PLAIN AHUAcA==
        PLAIN                         | auth_password: p, auth_identity: i | AUTH PLAIN aQB1AHA=
        """)
    void takes_the_first_mechanism_of_the_server_that_it_has_a_secret_for(
            String offered, String secrets, String command) {
        server.extensions("AUTH " + offered)
                .answers("AUTH", "235 welcome")
                .answers("AUTH LOGIN", "334 " + base64("Username:"))
                .answers("AUTH CRAM-MD5", "334 " + base64("<1@scripted>"))
                .answers("+", "334 " + base64("password:"), "235 welcome");
        if (command.equals("AUTH CRAM-MD5")) {
            server.answers("+", "235 welcome");
        }

        assertThat(send("{auth_username: u, %s}".formatted(secrets))).isEqualTo(DELIVERED);
        assertThat(server.heard().get(2)).isEqualTo(command);
    }

    /** The example of RFC 2195. */
    @Test
    void answers_a_challenge_with_the_digest_of_it() {
        server.extensions("AUTH CRAM-MD5")
                .answers("AUTH", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+")
                .answers("+", "235 welcome");

        assertThat(send("{auth_username: tim, auth_secret: tanstaaftanstaaf}")).isEqualTo(DELIVERED);
        assertThat(server.heard()).contains("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    void a_password_file_is_trimmed_and_a_secret_file_is_not() throws IOException {
        Files.writeString(directory.resolve("password"), " p\n");
        Files.writeString(directory.resolve("secret"), "tanstaaftanstaaf\n");
        server.extensions("AUTH PLAIN").answers("AUTH", "235 welcome");
        assertThat(send("{auth_username: u, auth_password_file: password}")).isEqualTo(DELIVERED);
        assertThat(server.heard()).contains("AUTH PLAIN AHUAcA==");

        server.extensions("AUTH CRAM-MD5")
                .answers("AUTH", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+")
                .answers("+", "235 welcome");
        assertThat(send("{auth_username: tim, auth_secret_file: secret}")).isEqualTo(DELIVERED);
        assertThat(server.heard()).doesNotContain("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    void a_server_without_auth_gets_mails_all_the_same() {
        assertThat(send("{auth_username: u, auth_password_file: nowhere}")).isEqualTo(DELIVERED);
    }

    @Test
    void a_user_without_a_name_says_nothing() {
        server.extensions("AUTH PLAIN");

        assertThat(send("{auth_password: p}")).isEqualTo(DELIVERED);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        XOAUTH2     | auth_password: p         | it offers AUTH XOAUTH2, of which none can be used: CRAM-MD5 needs `auth_secret`, PLAIN and LOGIN need `auth_password`
        PLAIN LOGIN | auth_secret: s           | it offers AUTH PLAIN LOGIN, of which none can be used: CRAM-MD5 needs `auth_secret`, PLAIN and LOGIN need `auth_password`
        PLAIN       | auth_password_file: none | `auth_password`: no such file: DIRECTORY/none
        CRAM-MD5    | auth_secret_file: none   | `auth_secret`: no such file: DIRECTORY/none
        """)
    void says_what_the_configuration_lacks(String offered, String secrets, String message) {
        server.extensions("AUTH " + offered);

        assertThat(send("{auth_username: u, %s}".formatted(secrets)))
                .isEqualTo(rejected(message.replace("DIRECTORY", directory.toString())));
    }

    @ParameterizedTest(name = "AUTH {0}, answers {1} and {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        PLAIN    | 535 5.7.8 no: hunter2 AGh1bnRlcjE= | 250 ok | false | answered to AUTH PLAIN: 535 5.7.8 no: <secret> AGh1bnRlcjE=
        PLAIN    | 454 later               | 250 ok              | true  | answered to AUTH PLAIN: 454 later
        PLAIN    | 334 more                | 501 no              | true  | unexpected answer to AUTH PLAIN: 334 more
        PLAIN    | 250 what                | 250 ok              | true  | unexpected answer to AUTH PLAIN: 250 what
        LOGIN    | 334 Zm9v                | 501 no              | true  | asks in AUTH LOGIN for "foo" where "username:" is expected
        LOGIN    | 334 ~                   | 501 no              | true  | asks in AUTH for something that is not base64: ~
        LOGIN    | 334 VXNlcm5hbWU6        | 334 VXNlcm5hbWU6    | true  | asks in AUTH LOGIN for "Username:" where "password:" is expected
        LOGIN    | 334 VXNlcm5hbWU6        | 535 no              | false | answered to AUTH LOGIN: 535 no
        CRAM-MD5 | 334 PDFAc2NyaXB0ZWQ+    | 535 no              | false | answered to AUTH CRAM-MD5: 535 no
        """)
    void odd_answers_to_auth_end_the_attempt(
            String mechanism, String first, String second, boolean again, String message) {
        server.extensions("AUTH " + mechanism).answers("AUTH", first).answers("+", second);

        DeliveryResult result = send("{auth_username: hunter1, auth_password: hunter2, auth_secret: hunter3}");

        assertThat(result).isEqualTo(again ? retryable(message) : rejected(message));
        assertThat(server.heard()).noneMatch(heard -> heard.startsWith("MAIL"));
    }

    @Test
    void no_message_shows_a_password_that_an_answer_quotes() {
        server.extensions("AUTH PLAIN")
                .answers("AUTH PLAIN", "535 no hunter2, AUTH PLAIN " + base64("\0hunter1\0hunter2"));
        assertThat(send("{auth_username: hunter1, auth_password: hunter2}"))
                .isEqualTo(rejected("answered to AUTH PLAIN: 535 no <secret>, AUTH PLAIN <secret>"));

        server.extensions("AUTH LOGIN")
                .answers("AUTH LOGIN", "334 " + base64("Username:"))
                .answers("+", "334 " + base64("Password:"), "535 no " + base64("hunter2"));
        assertThat(send("{auth_username: hunter1, auth_password: hunter2}"))
                .isEqualTo(rejected("answered to AUTH LOGIN: 535 no <secret>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void a_password_goes_to_no_other_machine_without_tls(String mechanism) throws Exception {
        try (ScriptedServer elsewhere = new ScriptedServer("127.0.0.2")) {
            elsewhere.extensions("AUTH " + mechanism);

            DeliveryResult result =
                    send("{smarthost: '127.0.0.2:%d', auth_username: u, auth_password: p}".formatted(elsewhere.port()));

            assertThat(result)
                    .isEqualTo(new Rejected(
                            FailureReason.OTHER,
                            "mail server 127.0.0.2:%d: unencrypted connection: AUTH %s would show the password; set `require_tls`"
                                    .formatted(elsewhere.port(), mechanism)));
            assertThat(elsewhere.heard()).noneMatch(heard -> heard.startsWith("AUTH"));
        }
    }

    @ParameterizedTest(name = "{1} to {0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        220       | 554 not you       | false | answered to greeting and EHLO: 554 not you
        220       | 421 too many      | true  | answered to greeting and EHLO: 421 too many
        EHLO      | CLOSE             | true  | *
        MAIL      | 451 later         | true  | answered to MAIL FROM:<am@example.org>: 451 later
        MAIL      | 550 5.7.1 no      | false | answered to MAIL FROM:<am@example.org>: 550 5.7.1 no
        MAIL      | CLOSE             | true  | *
        RCPT      | 451 greylisted    | true  | refused the recipient ops@example.org: 451 greylisted
        RCPT      | 550 no such user  | false | refused the recipient ops@example.org: 550 no such user
        RCPT      | 421 bye           | true  | answered to RCPT TO:<ops@example.org>: 421 bye
        RCPT      | CLOSE             | true  | *
        DATA      | 451 later         | true  | answered to the mail: 451 later
        DATA      | 554 no            | false | answered to the mail: 554 no
        DATA      | 250 what          | true  | unexpected answer to the mail: 250 what
        DATA      | CLOSE             | true  | *
        .         | 451 later         | true  | answered to the mail: 451 later
        .         | 554 5.7.1 spam    | false | answered to the mail: 554 5.7.1 spam
        .         | CLOSE             | true  | *
        .         | nonsense          | true  | *
        """)
    void answers_mean_what_their_first_digit_says(String step, String answer, boolean again, String message) {
        server.answers(step, answer);

        DeliveryResult result = send("{}");

        assertThat(result).isInstanceOf(again ? Retryable.class : Rejected.class);
        if (!message.equals("*")) {
            assertThat(result).isEqualTo(again ? retryable(message) : rejected(message));
        }
    }

    @ParameterizedTest(name = "at {0}")
    @ValueSource(strings = {"220", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."})
    void a_server_that_hangs_costs_the_time_of_the_attempt_and_no_more(String step) {
        server.extensions("STARTTLS", "AUTH PLAIN").tls(serverTls, false);
        server.answers("AUTH", "235 welcome").answers(step, HANG);
        Notifier notifier = sending.notifier(
                server.port(),
                "{require_tls: true, tls_config: {insecure_skip_verify: true}, auth_username: u, auth_password: p}");

        DeliveryResult result = Sending.send(notifier, Sending.ONE, Duration.ofSeconds(1));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .containsAnyOf("not done within 1s, at: ", "no answer in time at "));
    }

    @Test
    void a_server_that_hangs_delays_nobody_elses_mail() throws Exception {
        server.answers("220", HANG);
        Notifier slow = sending.notifier(server.port(), "{}");
        List<CompletableFuture<DeliveryResult>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> slow.send(Sending.ONE, Duration.ofMinutes(5))
                        .toCompletionStage()
                        .toCompletableFuture())
                .toList();
        assertThat(server.hung().await(30, TimeUnit.SECONDS)).isTrue();

        try (ScriptedServer quick = new ScriptedServer()) {
            assertThat(sending.send(quick.port(), "{}")).isEqualTo(DELIVERED);
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void the_end_of_a_configuration_cuts_what_is_under_way_and_what_waits() throws Exception {
        server.answers("220", HANG);
        Sending own = new Sending(Vertx.vertx(), () -> directory);
        Notifier notifier = own.notifier(server.port(), "{}");
        List<CompletableFuture<DeliveryResult>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> notifier.send(Sending.ONE, Duration.ofMinutes(5))
                        .toCompletionStage()
                        .toCompletableFuture())
                .toList();
        assertThat(server.hung().await(30, TimeUnit.SECONDS)).isTrue();

        own.ports().closeAll();

        for (CompletableFuture<DeliveryResult> result : waiting) {
            assertThat(result.get(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Retryable.class,
                            retryable -> assertThat(retryable.reason()).isEqualTo(FailureReason.CONTEXT_CANCELED));
        }
        own.close();
    }

    @Test
    void the_others_get_the_mail_that_one_refuses() {
        server.answers("RCPT TO:<gone@x>", "550 no such user").answers("RCPT TO:<full@x>", "452 full");

        assertThat(send("to: gone@x, a@x, full@x"))
                .isEqualTo(new Delivered(
                        Map.of(),
                        List.of(
                                "mail server 127.0.0.1:%d refused the recipient gone@x: 550 no such user"
                                        .formatted(server.port()),
                                "mail server 127.0.0.1:%d refused the recipient full@x: 452 full"
                                        .formatted(server.port()))));
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void whom_all_are_refused_is_asked_again_when_one_may_be_taken_later() {
        server.answers("RCPT TO:<gone@x>", "550 no such user").answers("RCPT TO:<full@x>", "452 full");

        assertThat(send("to: gone@x, full@x")).isEqualTo(retryable("refused all 2 recipients, e.g. full@x: 452 full"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void mails_that_follow_each_other_share_a_session() {
        Notifier notifier = sending.notifier(server.port(), "{}");

        for (int i = 0; i < 3; i++) {
            assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);
        }

        assertThat(server.mails()).hasSize(3);
        assertThat(server.heard()).containsOnlyOnce("connected").contains("RSET");
    }

    @Test
    void a_session_that_the_server_has_ended_is_no_failure() throws IOException {
        Notifier notifier = sending.notifier(server.port(), "{}");
        assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);
        server.cut();
        assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);

        server.answers("MAIL", "421 enough for one session", "250 ok");
        assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);

        server.answers("RSET", "421 idle for too long");
        assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);
        assertThat(server.mails()).hasSize(4);
    }

    @Test
    void a_mail_that_may_have_arrived_is_not_sent_twice_in_one_attempt() {
        server.answers(".", "250 ok", CLOSE);
        Notifier notifier = sending.notifier(server.port(), "{}");
        assertThat(Sending.send(notifier, Sending.ONE)).isEqualTo(DELIVERED);

        assertThat(Sending.send(notifier, Sending.ONE)).isInstanceOf(Retryable.class);
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void addresses_of_other_characters_need_a_server_that_takes_them() {
        assertThat(send("to: üser@example.org"))
                .isEqualTo(rejected("it takes only addresses of ASCII characters (no SMTPUTF8)"));

        server.extensions("SMTPUTF8");
        assertThat(send("to: üser@example.org")).isEqualTo(DELIVERED);
        assertThat(server.heard()).contains("MAIL FROM:<am@example.org> SMTPUTF8", "RCPT TO:<üser@example.org>");
        assertThat(server.mails().get(0)).contains("To: üser@example.org\r\n");
    }

    @ParameterizedTest(name = "SIZE {0}, answer {1}")
    @CsvSource(delimiter = '|', textBlock = """
        SIZE 2000 | 250 ok
        SIZE 0    | 552 5.3.4 too large
        SIZE      | 552 5.3.4 too large
        """)
    void a_mail_that_is_too_large_becomes_a_brief_one(String extension, String answer) {
        server.extensions(extension).answers(".", answer, "250 ok");

        assertThat(send("{}"))
                .isEqualTo(new Delivered(
                        Map.of(),
                        List.of("the mail is too large for mail server 127.0.0.1:%d: a brief one went out"
                                .formatted(server.port()))));
        String mail = server.mails().get(server.mails().size() - 1);
        assertThat(mail)
                .contains(
                        "Subject: [FIRING:1]", "The mail server does not take the whole of this mail", "http://tocsin")
                .hasSizeLessThan(2000);
    }

    @Test
    void names_that_dns_does_not_know_are_told_apart() {
        assertThat(send("smarthost: 'no-such-host.invalid:25'"))
                .isEqualTo(new Retryable(
                        FailureReason.OTHER,
                        "mail server no-such-host.invalid:25: DNS knows no such name: no-such-host.invalid",
                        Duration.ZERO));
    }

    @Test
    void nobody_listening_is_told_with_the_address() throws IOException {
        server.close();

        assertThat(send("{}")).isEqualTo(retryable("cannot connect to 127.0.0.1: Connection refused"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {to: root}                         | `to` is not a list of addresses such as "On call" <oncall@example.org>: root
        {to: 'nobody:;'}                   | `to` holds no address
        {from: 'a@x, b@x'}                 | `from` has to be exactly one address, and is: a@x, b@x
        {to: '{{ .GroupLabels.nobody }}'}  | `to` holds no address
        {to: '{{ template "nowhere" . }}'} | `to`: *
        {from: '{{ template "nowhere" . }}'}              | `from`: *
        """)
    void nothing_is_said_to_the_server_before_the_addresses_are_known(String entry, String message) {
        assertThat(send(entry))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message()).startsWith(message.replace("*", "")));
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void results_arrive_on_the_callers_context() throws Exception {
        Vertx vertx = Vertx.vertx();
        Notifier notifier = new Sending(vertx, () -> directory).notifier(server.port(), "{}");
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> arrived = new CompletableFuture<>();

        context.runOnContext(nothing -> notifier.send(Sending.ONE, Duration.ofMinutes(1))
                .onComplete(done -> arrived.complete(Vertx.currentContext())));

        assertThat(arrived.get(30, TimeUnit.SECONDS)).isSameAs(context);
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
