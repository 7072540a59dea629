package tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_plJ3nmyCDGBKInavdOK15jsl";

    /** Examples that the libraries of Standard Webhooks and their documents are tested with. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | msg_p5jXN8AQM9LWM0D4loKWxJek | 1614265330 | {"test": 2432232314} | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            whsec_plJ3nmyCDGBKInavdOK15jsl | msg_loFOjxBNrRLzqYUf | 1731705121 | {"event_type":"ping","data":{"success":true}} | v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=
            """)
    void signs_as_the_libraries_of_receivers_expect(
            String secret, String id, String timestamp, String body, String signature) {
        assertThat(SigningKeys.parse(secret).signatures(id, timestamp, Buffer.buffer(body)))
                .isEqualTo(signature);
    }

    @Test
    void each_secret_makes_a_signature() {
        Buffer body = Buffer.buffer("{}");
        String first = SigningKeys.parse(SECRET).signatures("m", "1", body);
        String second = SigningKeys.parse(OLD).signatures("m", "1", body);

        assertThat(SigningKeys.parse(SECRET + "\n" + OLD + "\n").signatures("m", "1", body))
                .isEqualTo(first + " " + second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_hunter2",
                "whsec_hunter2!hunter2!hunter2!",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw hunter2"
            })
    void what_no_receiver_would_read_alike_is_refused(String secret) {
        assertThatThrownBy(() -> SigningKeys.parse(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a signing secret is `whsec_` and at least 16 bytes in base64; make one with")
                .hasMessageNotContaining("hunter2");
    }
}
