package tocsin.notifiers.webex;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class WebexKindTest {
    private final KindReading kind = new KindReading(WebexKind::with);

    private WebexConfig accepted(String entry, String global) {
        return kind.accepted(WebexConfig.class, entry, global);
    }

    private static final String AUTHORIZED = "http_config: {authorization: {credentials: c}}";
    private static final HttpClientConfig HTTP =
            HttpClientConfig.DEFAULT.withAuthorization(new Authorization("Bearer", SecretSource.inline("c")));

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{room_id: r, " + AUTHORIZED + "}", "{}"))
                .isEqualTo(new WebexConfig(
                        "https://webexapis.com/v1/messages",
                        text("room_id", "r"),
                        called("message", "webex.default.message"),
                        HTTP,
                        true));
    }

    @Test
    void reads_every_key_and_inherits_the_url() {
        WebexConfig config =
                accepted("{room_id: r, message: m, send_resolved: no, api_url: 'http://h', " + AUTHORIZED + "}", "{}");

        assertThat(config)
                .isEqualTo(new WebexConfig(
                        "http://h",
                        text("room_id", "r"),
                        new FieldText(
                                "message",
                                "m",
                                called("message", "webex.default.message").byDefault()),
                        HTTP,
                        false));
        assertThat(accepted("{room_id: r, " + AUTHORIZED + "}", "webex_api_url: http://g")
                        .apiUrl())
                .isEqualTo("http://g");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        http_config: {authorization: {credentials: c}}               | {} | 1:1: missing `room_id`
        room_id: r                                                   | http_config: {authorization: {credentials: c}} | 1:1: missing `http_config.authorization`
        {room_id: r, http_config: {basic_auth: {username: a}}}       | {} | 1:27: missing `http_config.authorization`
        {room_id: r, http_config: {authorization: {credentials: c}}} | webex_api_url: | 1:1: no URL: write `api_url` here or `webex_api_url`
        {room_id: r, room: a, http_config: {authorization: {credentials: c}}} | {} | 1:14: unknown key `room`
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
