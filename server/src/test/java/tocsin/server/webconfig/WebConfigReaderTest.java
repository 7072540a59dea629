package tocsin.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;

class WebConfigReaderTest {
    private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private final Problems problems = new Problems("web.yml");

    private WebConfig read(String text) {
        return new WebConfigReader(Path.of("/etc/tocsin"), problems).read(new Source("web.yml", text));
    }

    private String told() {
        return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static TlsSettings tls(WebConfig config) {
        return Objects.requireNonNull(config.tls());
    }

    @Test
    void every_key_is_read() {
        WebConfig config = read("""
                tls_server_config:
                  cert_file: server.crt
                  key_file: /keys/server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  client_allowed_sans: [a.example, "::1"]
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                  prefer_server_cipher_suites: true
                http_server_config:
                  http2: false
                  headers:
                    X-Frame-Options: deny
                    X-Content-Type-Options: nosniff
                    X-XSS-Protection: ''
                    Content-Security-Policy: default-src 'self'
                    Strict-Transport-Security: max-age=1
                basic_auth_users:
                  alice: %s
                  Bob: '%s'
                rate_limit: {interval: 100ms, burst: 20}
                """.formatted(HASH, HASH.replace("$2y$", "$2b$")));

        assertThat(told()).isEmpty();
        TlsSettings tls = tls(config);
        assertThat(tls.sources())
                .extracting(PemSource::path)
                .containsExactly(
                        Path.of("/etc/tocsin/server.crt"), Path.of("/keys/server.key"), Path.of("/etc/tocsin/ca.crt"));
        assertThat(tls.clients()).isEqualTo(ClientCertificates.REQUIRE_AND_VERIFY);
        assertThat(tls.allowedNames()).containsExactlyInAnyOrder("a.example", "::1");
        assertThat(tls.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(config.http2()).isFalse();
        assertThat(config.headers())
                .isEqualTo(Map.of(
                        "X-Frame-Options", "deny",
                        "X-Content-Type-Options", "nosniff",
                        "Content-Security-Policy", "default-src 'self'",
                        "Strict-Transport-Security", "max-age=1"));
        assertThat(config.users().keySet()).containsExactly("alice", "Bob");
        assertThat(config.rateLimit()).isEqualTo(new WebConfig.RateLimit(Duration.ofMillis(100), 20));
    }

    @Test
    void cipher_suites_restrict_old_versions_only_and_keep_the_order_of_go() {
        WebConfig config = read("""
                tls_server_config:
                  cert_file: c
                  key_file: k
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                """);

        assertThat(tls(config).cipherSuites())
                .startsWith("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")
                .endsWith("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
                .hasSize(5);
    }

    @Test
    void without_a_list_suites_have_forward_secrecy() {
        WebConfig config = read("tls_server_config: {cert_file: c, key_file: k, max_version: TLS12}");

        assertThat(tls(config).cipherSuites()).isNotEmpty().allMatch(suite -> suite.startsWith("TLS_ECDHE_"));
    }

    @Test
    void defaults_are_those_of_upstream() {
        WebConfig config = read("tls_server_config: {cert: c, key: k}");

        assertThat(told()).isEmpty();
        assertThat(tls(config).clients()).isEqualTo(ClientCertificates.NONE);
        assertThat(tls(config).allowedNames()).isNull();
        assertThat(tls(config).protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(config.http2()).isTrue();
        assertThat(config.users()).isEmpty();
        assertThat(config.rateLimit()).isNull();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    NoClientCert               | NONE
                    RequestClientCert          | REQUEST
                    RequireAnyClientCert       | REQUIRE_ANY
                    RequireClientCert          | REQUIRE_ANY
                    VerifyClientCertIfGiven    | VERIFY_IF_GIVEN
                    RequireAndVerifyClientCert | REQUIRE_AND_VERIFY
                    ''                         | NONE
                    """)
    void what_is_asked_of_clients_has_the_names_of_go(String text, ClientCertificates clients) {
        WebConfig config = read("tls_server_config: {cert: c, key: k, client_auth_type: '%s'}".formatted(text));

        assertThat(problems.hasErrors()).isFalse();
        assertThat(tls(config).clients()).isEqualTo(clients);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    interval: 0, burst: 5          | ''
                    burst: 5                       | ''
                    interval: 1500ms, burst: 1     | PT1.5S
                    interval: 1000000000, burst: 1 | PT1S
                    """)
    void an_interval_is_a_duration_of_go(String limit, @Nullable String interval) {
        WebConfig config = read("rate_limit: {%s}".formatted(limit));

        assertThat(told()).isEmpty();
        WebConfig.RateLimit read = config.rateLimit();
        assertThat(read == null ? "" : read.interval().toString()).isEqualTo(interval);
    }

    /** {@code C} stands for a certificate and its key. */
    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    # file                                                       | problem
                    tls_config: {}                                               | web.yml:1:1: unknown key `tls_config`
                    5                                                            | web.yml:1:1: expected a mapping with tls_server_config
                    tls_server_config: {certfile: c}                             | web.yml:1:21: unknown key `certfile`; did you mean `cert_file`?
                    tls_server_config: {cert_file: c}                            | web.yml:1:20: TLS needs a `key_file` (or `key`) here
                    tls_server_config: {key_file: c}                             | web.yml:1:20: TLS needs a `cert_file` (or `cert`) here
                    tls_server_config: {client_auth_type: NoClientCert}          | web.yml:1:20: TLS needs a `cert_file` (or `cert`) here
                    tls_server_config: {C, client_auth_type: RequireAndVerifyClientCerts} | web.yml:1:56: `client_auth_type`: unknown `RequireAndVerifyClientCerts`; did you mean `RequireAndVerifyClientCert`?; there are NoClientCert, RequestClientCert
                    tls_server_config: {C, client_ca_file: x}                    | web.yml:1:54: `client_ca_file`: has no effect with NoClientCert; add `client_auth_type: RequireAndVerifyClientCert`
                    tls_server_config: {C, client_allowed_sans: [x]}             | web.yml:1:59: `client_allowed_sans` needs a `client_auth_type` that demands a certificate: RequireAndVerifyClientCert, or RequireAnyClientCert
                    tls_server_config: {C, client_auth_type: VerifyClientCertIfGiven, client_allowed_sans: [x]} | needs a `client_auth_type` that demands a certificate
                    tls_server_config: {C, client_auth_type: RequireAnyClientCert, client_allowed_sans: []} | `client_allowed_sans` is empty, so that no client could connect
                    tls_server_config: {C, min_version: TLS1.2}                  | web.yml:1:51: `min_version`: unknown `TLS1.2`; write one of TLS10, TLS11, TLS12, TLS13
                    tls_server_config: {C, min_version: TLS13, max_version: TLS12} | web.yml:1:51: `min_version` TLS13 is newer than `max_version` TLS12
                    tls_server_config: {C, min_version: TLS11}                   | web.yml:1:51: warning: TLS11 is turned off in this JVM (jdk.tls.disabledAlgorithms in java.security)
                    tls_server_config: {C, min_version: TLS10, max_version: TLS11} | web.yml:1:71: no version is left that this JVM speaks; allow TLS12 or TLS13
                    tls_server_config: {C, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265]} | web.yml:1:54: unknown cipher suite `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265`; did you mean `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`?
                    tls_server_config: {C, cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]} | web.yml:1:54: unknown cipher suite `TLS_RSA_WITH_RC4_128_SHA`
                    tls_server_config: {C, max_version: TLS12, cipher_suites: [TLS_AES_128_GCM_SHA256]} | `cipher_suites`: none is left that this JVM can use
                    tls_server_config: {C, curve_preferences: [curveP256]}       | web.yml:1:58: unknown curve `curveP256`; did you mean `CurveP256`?; there are CurveP256, CurveP384, CurveP521, X25519
                    tls_server_config: {C, prefer_server_cipher_suites: false}   | web.yml:1:67: warning: `prefer_server_cipher_suites: false` has no effect
                    tls_server_config: {C, cert_file: c}                         | web.yml:1:27: warning: `cert` has no effect beside `cert_file`; leave one of them out
                    tls_server_config: {min_version: TLS13}                      | web.yml:1:20: warning: `tls_server_config` has no effect and HTTP stays plain
                    tls_server_config: {C, client_auth_type: RequireAnyClientCert, client_ca_file: x} | warning: `client_ca_file`: RequireAnyClientCert accepts certificates of any issuer
                    tls_server_config: {C, client_auth_type: RequireAndVerifyClientCert} | warning: without `client_ca_file`, certificates of every issuer that this JVM trusts are accepted
                    http_server_config: {http2: 5}                               | web.yml:1:29: `http2`: `5` is not a boolean
                    http_server_config: {http3: true}                            | web.yml:1:22: unknown key `http3`; did you mean `http2`?
                    http_server_config: {headers: {X-Frame: deny}}               | web.yml:1:32: the header `X-Frame` cannot be set here
                    http_server_config: {headers: {x-frame-options: deny}}       | did you mean `X-Frame-Options`?; there are Strict-Transport-Security
                    http_server_config: {headers: {X-Frame-Options: none}}       | web.yml:1:49: `X-Frame-Options` cannot be `none`; write deny or sameorigin
                    http_server_config: {headers: {X-Content-Type-Options: ''}}  | `X-Content-Type-Options` cannot be ``; write nosniff
                    http_server_config: {headers: {X-XSS-Protection: "a\\nb"}}   | web.yml:1:50: `X-XSS-Protection` holds a line break
                    http_server_config: {headers: {X-XSS-Protection: [1]}}       | `X-XSS-Protection` takes one value, found a list
                    basic_auth_users: [a]                                        | web.yml:1:19: `basic_auth_users` takes a mapping, found a list
                    basic_auth_users: {alice: [a]}                               | web.yml:1:27: user `alice` takes a bcrypt hash, found a list
                    basic_auth_users: {alice: hunter2}                           | web.yml:1:27: user `alice`: not a bcrypt hash
                    basic_auth_users: {alice: }                                  | user `alice`: not a bcrypt hash
                    basic_auth_users: {'a:hunter2': x}                           | web.yml:1:20: a user's name has no colon
                    rate_limit: {interval: 1 s, burst: 1}                        | web.yml:1:24: `interval`: `1 s` is not a duration
                    rate_limit: {interval: -1s, burst: 1}                        | `-1s` is not a duration: it is negative
                    rate_limit: {interval: 1s}                                   | web.yml:1:13: `rate_limit` with an `interval` needs a `burst` of at least 1
                    rate_limit: {interval: 1s, burst: -1}                        | `burst`: `-1` is negative
                    rate_limit: {burst: 1, every: 1s}                            | web.yml:1:24: unknown key `every`
                    ''                                                           | web.yml: warning: is empty: HTTP stays plain, and nobody is asked for a password
                    """)
    void each_problem_is_told_with_its_place(String text, String problem) {
        read(text.replace("{C,", "{cert: c, key: k,"));

        assertThat(told()).contains(problem).doesNotContain("hunter2");
    }

    @Test
    void all_problems_are_told_at_once() {
        read("""
                tls_server_config: {cert_file: c, key_file: k, min_version: 1}
                http_server_config: {headers: {Server: x}}
                basic_auth_users: {a: b}
                rate_limit: {interval: x}
                nothing: 1
                """);

        assertThat(problems.list())
                .hasSize(5)
                .extracting(problem -> String.valueOf(problem.position()))
                .containsExactly("1:61", "2:32", "3:23", "4:24", "5:1");
    }

    @Test
    void no_secret_is_shown() {
        WebConfig config = read("""
                tls_server_config: {cert: hunter1, key: hunter2}
                basic_auth_users: {alice: %s}
                """.formatted(HASH));

        assertThat(config.toString()).contains("alice").doesNotContain("hunter1", "hunter2", "QOauhQ");
    }
}
