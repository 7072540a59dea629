package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://h, http, h, 80, /",
                "HTTPS://Host, https, host, 443, /",
                "http://h:81?a=b, http, h, 81, /?a=b",
                "http://h:/x, http, h, 80, /x",
                "http://u:p@h/x#f, http, h, 80, /x",
                "http://u@p@h/x@y, http, h, 80, /x@y",
                "http://[::1]:9/x, http, ::1, 9, /x",
                "http://h/a b|c%20é, http, h, 80, /a%20b%7Cc%20%C3%A9"
            })
    void takes_urls_apart(String text, String scheme, String host, int port, String pathAndQuery) {
        HttpUrl url = HttpUrl.parse(text);

        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.pathAndQuery()).isEqualTo(pathAndQuery);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "/hunter2",
                "ftp://h/hunter2",
                "http://",
                "http:///hunter2",
                "http://hunter2:x/",
                "http://h:0/hunter2",
                "http://h:65536/hunter2",
                "http://hunter2 x/",
                "http://hunter2\\@h",
                "http:hunter2"
            })
    void refuses_what_is_no_url_without_repeating_it(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://o:1/x?y, https, o, 1, /x?y",
        "//o/x, http, o, 80, /x",
        "/x?y, http, h, 8, /x?y",
        "x, http, h, 8, /a/x",
        "../x, http, h, 8, /x",
        "?z=1, http, h, 8, /a/?z=1"
    })
    void resolves_locations(String location, String scheme, String host, int port, String pathAndQuery) {
        HttpUrl to = HttpUrl.parse("http://h:8/a/b?c=d").resolve(location);

        assertThat(to.scheme() + ' ' + to.host() + ' ' + to.port() + ' ' + to.pathAndQuery())
                .isEqualTo(scheme + ' ' + host + ' ' + port + ' ' + pathAndQuery);
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:p@h/x?token=t&flag#f, http://xxxxx@h/x?token=<redacted>&<redacted>#f",
        "http://h/x, http://h/x",
        "http://u@p@h/x, http://xxxxx@h/x",
        "http://h/?a=$1, http://h/?a=<redacted>"
    })
    void shows_urls_without_what_may_be_secret(String url, String shown) {
        assertThat(SafeUrl.of(url, false)).isEqualTo(shown);
        assertThat(SafeUrl.of(url, true)).isEqualTo("<redacted>");
    }
}
