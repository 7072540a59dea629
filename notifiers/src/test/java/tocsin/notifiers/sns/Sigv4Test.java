package tocsin.notifiers.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpCall;
import tocsin.http.Secret;

/** Against the test suite that AWS published for version 4 of its signatures; the names are those of its cases. */
class Sigv4Test {
    private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    private static final String TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMic"
                    + "RXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VS"
                    + "XDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSY"
                    + "vKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private final Sigv4 sigv4 = new Sigv4("us-east-1", "service");

    private static AwsCredentials credentials(String token) {
        return new AwsCredentials(
                "AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), new Secret(token), null);
    }

    private static HttpCall call(String method, String url, String type, String body) {
        HttpCall call = HttpCall.of(HttpMethod.valueOf(method), url, Buffer.buffer(body));
        return type.isEmpty() ? call : call.withHeader("Content-Type", type);
    }

    private static String authorization(HttpCall call) {
        return String.valueOf(call.headers().get("Authorization"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(emptyValue = "", textBlock = """
        get-vanilla, GET, '', '', host;x-amz-date, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
        post-vanilla, POST, '', '', host;x-amz-date, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
        post-x-www-form-urlencoded, POST, application/x-www-form-urlencoded, Param1=value1, content-type;host;x-amz-date, ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a
        """)
    void signs_as_published(String name, String method, String type, String body, String headers, String signature) {
        HttpCall signed =
                sigv4.signed(call(method, "https://example.amazonaws.com/", type, body), credentials(""), NOW);

        assertThat(authorization(signed))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=" + headers + ", Signature=" + signature);
        assertThat(signed.headers()).containsEntry("X-Amz-Date", "20150830T123600Z");
    }

    @Test
    void signs_a_session_token_as_published() {
        HttpCall signed = sigv4.signed(call("POST", "https://example.amazonaws.com/", "", ""), credentials(TOKEN), NOW);

        assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", TOKEN);
        assertThat(authorization(signed))
                .endsWith("SignedHeaders=host;x-amz-date;x-amz-security-token, "
                        + "Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    }

    @Test
    void a_port_that_the_scheme_does_not_tell_belongs_to_the_host() {
        HttpCall usual = call("GET", "https://example.amazonaws.com:443/", "", "");
        HttpCall other = call("GET", "https://example.amazonaws.com:444/", "", "");

        assertThat(authorization(sigv4.signed(usual, credentials(""), NOW)))
                .endsWith("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        assertThat(authorization(sigv4.signed(other, credentials(""), NOW)))
                .doesNotEndWith("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }
}
