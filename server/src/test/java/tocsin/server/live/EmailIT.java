package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.ONE_SERIES;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.rules;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.server.webconfig.TestCertificates;

/** Mails through Exim, which knows a password and shows a certificate of its own. It keeps them in its queue. */
class EmailIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private StubServer datasource;
    private LiveProcess exim;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path program = Programs.require("exim4");
        // Exim gives up the rights of root, and must still reach its files.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        // GnuTLS does not read the EC keys that the JDK writes.
        TestCertificates.Issued issued = TestCertificates.rsa("mail.example", "dns:mail.example");
        Files.writeString(directory.resolve("mail.crt"), issued.certificatePem());
        Files.writeString(directory.resolve("mail.key"), issued.keyPem());
        port = Programs.freePort();
        Path config = Files.writeString(directory.resolve("exim.conf"), """
                keep_environment =
                primary_hostname = mail.example
                local_interfaces = 127.0.0.1
                daemon_smtp_ports = PORT
                spool_directory = DIRECTORY/spool
                log_file_path = DIRECTORY/%slog
                log_selector = +received_recipients
                pid_file_path = DIRECTORY/exim.pid
                tls_advertise_hosts = *
                tls_certificate = DIRECTORY/mail.crt
                tls_privatekey = DIRECTORY/mail.key
                queue_only
                acl_smtp_rcpt = check_recipient
                begin acl
                check_recipient:
                  deny !authenticated = *
                       message = 5.7.1 log in first
                  deny local_parts = nobody
                       message = 5.1.1 no such user
                  accept
                begin authenticators
                plain:
                  driver = plaintext
                  public_name = PLAIN
                  server_prompts = :
                  server_condition = ${if and{{eq{$auth2}{am}}{eq{$auth3}{hunter2}}}}
                  server_set_id = $auth2
                  server_advertise_condition = ${if def:tls_in_cipher}
                cram:
                  driver = cram_md5
                  public_name = CRAM-MD5
                  server_secret = ${if eq{$auth1}{am}{hunter3}fail}
                  server_set_id = $auth1
                """.replace("PORT", Integer.toString(port))
                .replace("DIRECTORY", directory.toString()));
        exim = LiveProcess.start(directory, Map.of(), List.of(program.toString(), "-C", config.toString(), "-bdf"));
        await("exim listens").atMost(PATIENCE).until(this::listens);
        datasource = StubServer.start(text(200, "application/json", ONE_SERIES));
    }

    @AfterEach
    void stop() {
        Stream.of(datasource, exim).filter(open -> open != null).forEach(open -> {
            try {
                open.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private TocsinProcess tocsin(String keys) throws Exception {
        String routing = """
                global:
                  smtp_smarthost: localhost:%d
                  smtp_from: Tocsin <am@example.org>
                  smtp_auth_username: am
                  smtp_tls_config: {ca_file: mail.crt, server_name: mail.example}
                route: {receiver: ops, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                - name: ops
                  email_configs:
                  - %s
                """.formatted(port, keys);
        return TocsinProcess.run(
                directory,
                rulesOption(directory, rules("Störung")),
                configOption(directory, routing),
                "--datasource.url=" + datasource.url());
    }

    /** Lines of exim's log that tell of a mail it took. */
    private List<String> taken() throws IOException {
        Path log = directory.resolve("mainlog");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.contains(" <= "))
                        .toList()
                : List.of();
    }

    private String queued(String file) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("spool/input"))) {
            Optional<Path> found =
                    files.filter(path -> path.toString().endsWith(file)).findFirst();
            return Files.readString(found.orElseThrow());
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        auth_password: hunter2 | A=plain:am
        auth_secret: hunter3   | A=cram:am
        """)
    void a_mail_goes_out_encrypted_and_with_a_password(String secret, String authenticated) throws Exception {
        try (TocsinProcess tocsin = tocsin("{to: 'Ünal <ops@example.org>, db@example.org', %s}".formatted(secret))) {
            await("taken").atMost(PATIENCE).until(() -> !taken().isEmpty());

            assertThat(taken())
                    .singleElement()
                    .asString()
                    .contains(
                            " <= am@example.org ", " P=esmtpsa ", authenticated, " for ops@example.org db@example.org");
            assertThat(queued("-H"))
                    .contains("Subject: =?utf-8?q?", "To: =?utf-8?q?=C3=9Cnal?= <ops@example.org>, db@example.org");
            assertThat(queued("-D")).contains("St=C3=B6rung");
            assertThat(tocsin.log()).noneMatch(line -> line.contains("level=warn"));
        }
    }

    @Test
    void a_wrong_password_is_said_and_not_shown() throws Exception {
        try (TocsinProcess tocsin = tocsin("{to: ops@example.org, auth_password: hunter1}")) {
            await("refused")
                    .atMost(PATIENCE)
                    .until(() -> tocsin.log().stream().anyMatch(line -> line.contains("answered to AUTH PLAIN: 535")));

            assertThat(tocsin.log()).noneMatch(line -> line.contains("hunter1"));
            assertThat(taken()).isEmpty();
        }
    }

    @Test
    void whom_the_server_does_not_know_keeps_nobody_elses_mail_back() throws Exception {
        try (TocsinProcess tocsin = tocsin("{to: 'nobody@example.org, ops@example.org', auth_password: hunter2}")) {
            await("taken").atMost(PATIENCE).until(() -> !taken().isEmpty());

            assertThat(taken()).singleElement().asString().endsWith(" for ops@example.org");
            assertThat(tocsin.process().alive()).isTrue();
        }
    }
}
