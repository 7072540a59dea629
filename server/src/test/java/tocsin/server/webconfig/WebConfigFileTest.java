package tocsin.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.server.webconfig.TestCertificates.Issued;

class WebConfigFileTest {
    private static final String BOTH = "tls_server_config: {cert_file: s.crt, key_file: s.key}\n";

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void makePair() throws GeneralSecurityException, IOException {
        write(TestCertificates.selfSigned("server"));
        write("web.yml", BOTH);
    }

    private void write(Issued issued) throws GeneralSecurityException, IOException {
        write("s.crt", issued.certificatePem());
        write("s.key", issued.keyPem());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private WebConfigFile file() {
        return new WebConfigFile(directory.resolve("web.yml"), Instant::now);
    }

    private static String told(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private String check() {
        Problems problems = new Problems("web.yml");
        @Nullable String summary = file().check(problems);
        String told = told(problems.list());
        assertThat(summary == null).as(told).isEqualTo(problems.hasErrors());
        return summary == null ? told : summary + told;
    }

    @Test
    void files_are_relative_to_the_file() {
        assertThat(check()).isEqualTo("TLS with NoClientCert, no passwords");
    }

    @Test
    void keys_are_read_in_the_forms_of_all_tools() throws GeneralSecurityException, IOException {
        for (Issued issued : List.of(TestCertificates.selfSigned("ec"), TestCertificates.rsa("rsa"))) {
            write(issued);
            assertThat(check()).startsWith("TLS");

            write("s.key", issued.oldKeyPem());
            assertThat(check()).as(issued.key().getAlgorithm()).startsWith("TLS");
        }
    }

    @Test
    void other_blocks_in_the_files_do_not_matter() throws GeneralSecurityException, IOException {
        Issued issued = TestCertificates.selfSigned("ec");
        String curve = TestCertificates.pem("EC PARAMETERS", new byte[] {6, 1, 1});
        write("s.crt", issued.keyPem() + "a comment\n" + issued.certificatePem());
        write("s.key", curve + issued.oldKeyPem() + issued.certificatePem());

        assertThat(check()).startsWith("TLS");
    }

    @Test
    void certificate_and_key_may_stand_in_the_file() throws GeneralSecurityException, IOException {
        Issued issued = TestCertificates.selfSigned("inline");
        write(
                "web.yml",
                "tls_server_config:\n  cert: |\n%s  key: |\n%s"
                        .formatted(
                                issued.certificatePem().indent(4),
                                issued.keyPem().indent(4)));

        assertThat(check()).startsWith("TLS");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    # what            | problem
                    no certificate    | web.yml:1:32: `cert_file`: cannot be read: no such file: DIR/s.crt
                    no key            | web.yml:1:49: `key_file`: cannot be read: no such file: DIR/s.key
                    empty certificate | web.yml:1:32: `cert_file`: holds no certificate; it must have a block that begins with `-----BEGIN CERTIFICATE-----`
                    damaged           | web.yml:1:32: `cert_file`: holds a damaged certificate
                    no base64         | web.yml:1:32: `cert_file`: the CERTIFICATE block is damaged
                    empty key         | web.yml:1:49: `key_file`: holds no private key; it must have a block that begins with `-----BEGIN PRIVATE KEY-----`
                    other key         | web.yml:1:49: `key_file`: is not the key of the certificate in `cert_file`; name the two that were made together
                    rsa key           | web.yml:1:49: `key_file`: is not a key of the kind of its certificate (EC)
                    old rsa key       | web.yml:1:49: `key_file`: is not a key of the kind of its certificate (EC)
                    damaged key       | web.yml:1:49: `key_file`: is not a key of the kind of its certificate (EC)
                    encrypted key     | web.yml:1:49: `key_file`: is encrypted, and there is nobody to type its password; write it out with `openssl pkey -in KEY -out PLAINKEY`
                    old encrypted key | web.yml:1:49: `key_file`: is encrypted
                    """)
    void what_is_wrong_with_a_file_is_told_at_its_name(String what, String problem)
            throws GeneralSecurityException, IOException {
        spoil(what);

        assertThat(check()).contains(problem.replace("DIR", directory.toString()));
    }

    private void spoil(String what) throws GeneralSecurityException, IOException {
        switch (what) {
            case "no certificate" -> Files.delete(directory.resolve("s.crt"));
            case "no key" -> Files.delete(directory.resolve("s.key"));
            case "empty certificate" -> write("s.crt", "");
            case "damaged" -> write("s.crt", TestCertificates.pem("CERTIFICATE", new byte[] {1, 2, 3}));
            case "no base64" -> write("s.crt", "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n");
            case "empty key" -> write("s.key", "secret");
            case "other key" ->
                write("s.key", TestCertificates.selfSigned("other").keyPem());
            case "rsa key" -> write("s.key", TestCertificates.rsa("other").keyPem());
            case "old rsa key" -> write("s.key", TestCertificates.rsa("other").oldKeyPem());
            case "damaged key" -> write("s.key", TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
            case "encrypted key" -> write("s.key", TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
            default -> write("s.key", """
                        -----BEGIN EC PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-256-CBC,00

                        AAAA
                        -----END EC PRIVATE KEY-----
                        """);
        }
    }

    @Test
    void certificate_and_ca_are_both_judged() throws IOException {
        write("s.crt", "");
        write(
                "web.yml",
                "tls_server_config: {cert_file: s.crt, key_file: s.key, client_ca_file: none,"
                        + " client_auth_type: RequireAndVerifyClientCert}");

        assertThat(check()).contains("`cert_file`: holds no certificate", "`client_ca_file`: cannot be read");
    }

    @Test
    void a_certificate_that_is_over_is_a_warning() throws GeneralSecurityException, IOException {
        Instant end = Instant.parse("2020-01-01T00:00:00Z");
        write(TestCertificates.until(end, "old"));

        assertThat(check())
                .contains("web.yml:1:32: warning: `cert_file`: the certificate ended at %s;".formatted(end), "TLS");
    }

    @Test
    void a_missing_file_is_an_error() throws IOException {
        Files.delete(directory.resolve("web.yml"));

        assertThat(check()).endsWith("web.yml: no such file");
    }

    @Test
    void a_file_is_read_again_when_any_of_its_files_has_changed() throws GeneralSecurityException, IOException {
        WebConfigFile file = file();
        WebConfigFile.Reading first = file.read("");
        assertThat(file.read(first.fingerprint()).loaded()).isNull();
        assertThat(file.read(first.fingerprint()).fingerprint()).isEqualTo(first.fingerprint());

        write(TestCertificates.selfSigned("server"));
        WebConfigFile.Reading second = file.read(first.fingerprint());
        assertThat(second.loaded()).isNotNull();

        write("web.yml", BOTH + "rate_limit: {}\n");
        assertThat(file.read(second.fingerprint()).loaded()).isNotNull();
    }

    @Test
    void what_was_read_shows_no_key() throws GeneralSecurityException, IOException {
        Issued issued = TestCertificates.selfSigned("server");
        write(issued);

        String key = issued.keyPem().lines().skip(1).findFirst().orElseThrow();
        assertThat(file().read("").toString()).contains("s.key").doesNotContain(key);
    }
}
