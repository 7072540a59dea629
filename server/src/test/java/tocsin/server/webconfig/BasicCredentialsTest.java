package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicCredentialsTest {
    static BasicCredentials of(String userAndPassword) {
        BasicCredentials credentials = BasicCredentials.of("Basic " + base64(userAndPassword));
        assertThat(credentials).isNotNull();
        return credentials;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0} is {1} with {2}")
    @CsvSource({"alice:secret, alice, secret", "alice:a:b, alice, a:b", "alice:, alice, ''", ":x, '', x", "é:ü, é, ü"})
    void the_first_colon_parts_name_and_password(String text, String user, String password) {
        BasicCredentials credentials = of(text);

        assertThat(credentials.user()).isEqualTo(user);
        assertThat(new String(credentials.password(), UTF_8)).isEqualTo(password);
    }

    @ParameterizedTest(name = "`{0}`")
    @CsvSource({"''", "Bearer YTpi", "Basic", "Basic YWI=", "Basic ???", "BasicYTpi"})
    void other_headers_are_no_credentials(@Nullable String header) {
        assertThat(BasicCredentials.of(header)).isNull();
    }

    @Test
    void the_scheme_may_be_written_in_any_case() {
        assertThat(BasicCredentials.of("bAsIc YTpi")).isEqualTo(of("a:b"));
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(of("alice:secret")).hasToString("alice");
    }
}
