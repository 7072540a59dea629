package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;

class HttpConfigReaderTest {
    private static final Path DIRECTORY = Path.of("/etc/tocsin");

    private final Problems problems = new Problems("alertmanager.yml");

    private HttpClientConfig read(String yaml) {
        YamlMapping mapping =
                (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", yaml), problems), yaml);
        return new HttpConfigReader().read(mapping, DIRECTORY, problems);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void reads_every_key() {
        HttpClientConfig config = read("""
                basic_auth: {username: tocsin, password_file: secrets/password}
                tls_config:
                  ca_file: ca.pem
                  cert_file: /abs/cert.pem
                  key: KEY
                  server_name: inner.example
                  insecure_skip_verify: yes
                  min_version: TLS12
                  max_version: TLS13
                follow_redirects: false
                enable_http2: false
                proxy_url: http://user:pass@proxy:3128
                no_proxy: localhost,.internal
                proxy_connect_header: {Proxy-Authorization: [token]}
                http_headers:
                  X-Scope-OrgID: {values: [one, two], secrets: [three], files: [four]}
                """);

        assertThat(messages()).isEmpty();
        assertThat(config)
                .isEqualTo(new HttpClientConfig(
                        new BasicAuth(
                                SecretSource.inline("tocsin"),
                                new SecretSource.InFile(Path.of("/etc/tocsin/secrets/password"))),
                        null,
                        null,
                        new TlsConfig(
                                new SecretSource.InFile(Path.of("/etc/tocsin/ca.pem")),
                                new SecretSource.InFile(Path.of("/abs/cert.pem")),
                                SecretSource.inline("KEY"),
                                "inner.example",
                                true,
                                TlsConfig.TlsVersion.TLS12,
                                TlsConfig.TlsVersion.TLS13),
                        false,
                        false,
                        new ProxyConfig(
                                new Secret("http://user:pass@proxy:3128"),
                                "localhost,.internal",
                                false,
                                Map.of("Proxy-Authorization", List.of(new Secret("token")))),
                        List.of(new ConfiguredHeader(
                                "X-Scope-OrgID",
                                List.of("one", "two"),
                                List.of(
                                        SecretSource.inline("three"),
                                        new SecretSource.InFile(Path.of("/etc/tocsin/four")))))));
    }

    @Test
    void shows_no_secret() {
        HttpClientConfig config = read("basic_auth: {username: tocsin, password: hunter2}");

        assertThat(config.toString()).doesNotContain("hunter2").contains("<secret>");
    }

    @Test
    void an_absent_key_has_its_default_and_a_null_one_is_zero() {
        assertThat(read("{}")).isEqualTo(HttpClientConfig.DEFAULT);

        HttpClientConfig nulls = read("follow_redirects:\nenable_http2:\ntls_config:\nbasic_auth:\nproxy_url:");
        assertThat(nulls)
                .isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false).withEnableHttp2(false));
        assertThat(messages()).isEmpty();
    }

    @Test
    void an_authorization_without_type_is_a_bearer_token() {
        assertThat(read("authorization: {credentials: abc}").authorization())
                .isEqualTo(new Authorization("Bearer", SecretSource.inline("abc")));
        assertThat(read("authorization: {type: ' GenieKey ', credentials: abc}").authorization())
                .isEqualTo(new Authorization("GenieKey", SecretSource.inline("abc")));
        assertThat(read("bearer_token_file: token").authorization())
                .isEqualTo(new Authorization("Bearer", new SecretSource.InFile(DIRECTORY.resolve("token"))));
    }

    @Test
    void reads_client_credentials() {
        OAuth2Config oauth2 = read("""
                        oauth2:
                          client_id: id
                          client_secret_file: secret
                          token_url: https://id.example/token
                          scopes: [a, b]
                          endpoint_params: {audience: x}
                          tls_config: {insecure_skip_verify: true}
                        """).oauth2();

        assertThat(messages()).isEmpty();
        assertThat(oauth2).isNotNull();
        assertThat(oauth2.scopes()).containsExactly("a", "b");
        assertThat(oauth2.tls().insecureSkipVerify()).isTrue();
        assertThat(oauth2.assertion()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        basic_auth: {password: a, password_file: b}                  | 1:42: at most one of `password` and `password_file` is allowed here
        basic_auth: {username: a, username_file: b}                  | at most one of `username`
        {bearer_token: a, bearer_token_file: b}                      | at most one of `bearer_token`
        {bearer_token: a, basic_auth: {username: b}}                 | at most one of `basic_auth`, `authorization`
        {authorization: {}, oauth2: {client_id: a, token_url: 'http://x'}} | at most one of `basic_auth`
        authorization: {type: ' BASIC ', credentials: a}             | 1:16: `type: basic` is not possible here
        authorization: hunter2                                       | 1:16: `authorization` takes a mapping
        basic_auth: {password_ref: vault}                            | no secret store for `password_ref`
        tls_config: {cert: a}                                        | 1:13: a client `cert` needs its key
        tls_config: {key_file: a}                                    | a client `key` needs its certificate
        tls_config: {min_version: TLS1.2}                            | 1:27: `min_version`: unknown TLS version `TLS1.2`
        tls_config: {ca: a, ca_file: b}                              | at most one of `ca` and `ca_file`
        tls_config: {ca_file: "\\0"}                                 | 1:13: a file name here holds a character that no file name has
        tls_config: {insecure: true}                                 | 1:14: unknown key `insecure`
        follow_redirect: true                                        | 1:1: unknown key `follow_redirect`; did you mean `follow_redirects`?
        no_proxy: a                                                  | 1:11: `no_proxy` needs `proxy_url`
        {proxy_url: 'http://p', proxy_from_environment: true}        | `proxy_from_environment` excludes
        {no_proxy: p, proxy_from_environment: true}                  | `proxy_from_environment` excludes
        proxy_connect_header: {a: [b]}                               | `proxy_connect_header` needs
        proxy_url: ftp://user:hunter2@p                              | 1:12: proxy_url: not an absolute http or socks5 URL
        http_headers: {Content-type: {values: [a]}}                  | 1:16: `http_headers` cannot set `Content-type`
        http_headers: {'a b': {values: [a]}}                         | `a b` is not a header name
        http_headers: {'X-Token: s3cret': {}}                        | `X-Token:…` is not a header name; write the name alone, and under it `values: [...]` or `secrets: [...]`
        http_headers: {a: {value: [a]}}                              | unknown key `value`; did you mean `values`?
        http_headers: {a: {secrets: hunter2}}                        | `secrets` takes a list
        oauth2: {token_url: 'http://x'}                              | 1:9: `client_id` is required
        oauth2: {client_id: a}                                       | `token_url` is required
        oauth2: {client_id: a, token_url: x}                         | `token_url`: not an absolute
        oauth2: {client_id: a, token_url: 'http://x', grant_type: b} | unknown `grant_type`
        follow_redirects: 'true'                                     | is not a boolean
        """)
    void refuses(String yaml, String message) {
        read(yaml);

        assertThat(messages()).anySatisfy(found -> assertThat(found).contains(message));
        assertThat(messages()).noneSatisfy(found -> assertThat(found).contains("hunter2"));
    }
}
