package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyChoiceTest {
    private static ProxyChoice withProxy(String url, String noProxy) throws HttpConfigException {
        return new ProxyChoice(new ProxyConfig(new Secret(url), noProxy, false, Map.of()), Map.of());
    }

    @ParameterizedTest(name = "{1} with no_proxy {0} goes direct: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        example.com       | http://example.com/       | true
        example.com       | http://a.example.com/     | true
        example.com       | http://badexample.com/    | false
        .example.com      | http://a.example.com/     | true
        .example.com      | http://example.com/       | false
        *.example.com     | http://a.example.com/     | true
        example.com:81    | http://example.com:81/    | true
        example.com:81    | http://example.com/       | false
        *                 | http://anything/          | true
        10.0.0.0/8        | http://10.1.2.3/          | true
        10.0.0.0/8        | http://11.1.2.3/          | false
        10.128.0.0/9      | http://10.129.2.3/        | true
        10.128.0.0/9      | http://10.1.2.3/          | false
        10.1.2.3          | https://10.1.2.3/         | true
        fd00::/8          | http://[fd12::1]/         | true
        [fd00::1]:81      | http://[fd00::1]:81/      | true
        ` A.com , b.com ` | http://a.COM/             | true
        other.com         | http://localhost/         | true
        other.com         | http://127.0.0.1/         | true
        ``                | http://localhost/         | false
        ``                | http://example.com/       | false
        """)
    void no_proxy(String noProxy, String url, boolean direct) throws HttpConfigException {
        assertThat(withProxy("http://proxy:3128", noProxy).proxyFor(HttpUrl.parse(url)) == null)
                .isEqualTo(direct);
    }

    @Test
    void reads_host_port_and_credentials_of_the_proxy() throws HttpConfigException {
        ProxyOptions http = proxy(withProxy("http://me:p%40ss@proxy:3128", ""), "http://x");
        ProxyOptions socks = proxy(withProxy("socks5://proxy", ""), "https://x");

        assertThat(http.getHost()).isEqualTo("proxy");
        assertThat(http.getPort()).isEqualTo(3128);
        assertThat(http.getUsername()).isEqualTo("me");
        assertThat(http.getPassword()).isEqualTo("p@ss");
        assertThat(socks.getType()).isEqualTo(ProxyType.SOCKS5);
        assertThat(socks.getPort()).isEqualTo(1080);
    }

    @Test
    void takes_the_proxies_of_the_environment_by_scheme() throws HttpConfigException {
        ProxyConfig config = new ProxyConfig(null, "", true, Map.of());
        ProxyChoice choice = new ProxyChoice(
                config, Map.of("http_proxy", "plain:1", "HTTPS_PROXY", "http://secure:2", "NO_PROXY", "direct"));

        assertThat(proxy(choice, "http://x").getHost()).isEqualTo("plain");
        assertThat(proxy(choice, "https://x").getHost()).isEqualTo("secure");
        assertThat(choice.proxyFor(HttpUrl.parse("http://direct"))).isNull();
    }

    @Test
    void the_environment_counts_only_when_asked_for() throws HttpConfigException {
        ProxyChoice choice = new ProxyChoice(ProxyConfig.DIRECT, Map.of("HTTP_PROXY", "http://proxy"));

        assertThat(choice.proxyFor(HttpUrl.parse("http://x"))).isNull();
    }

    private static ProxyOptions proxy(ProxyChoice choice, String url) {
        return Objects.requireNonNull(choice.proxyFor(HttpUrl.parse(url)));
    }
}
