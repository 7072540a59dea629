package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest(name = "{0} listens on {1} port {2} and shows as {3}")
    @CsvSource({
        ":9093, 0.0.0.0, 9093, 0.0.0.0:9093",
        "localhost:9093, localhost, 9093, localhost:9093",
        "127.0.0.1:0, 127.0.0.1, 0, 127.0.0.1:0",
        "[::1]:9093, ::1, 9093, [::1]:9093",
        ":65535, 0.0.0.0, 65535, 0.0.0.0:65535"
    })
    void reads_host_and_port(String text, String host, int port, String shown) {
        ListenAddress address = ListenAddress.parse(text);

        assertThat(address).isEqualTo(new ListenAddress(host, port));
        assertThat(address.text(port)).isEqualTo(shown);
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(strings = {"", "9093", "localhost", "localhost:", ":http", ":-1", ":65536", "http://localhost"})
    void says_what_to_write_instead(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`%s` is not an address to listen on; write HOST:PORT, [IPV6]:PORT or :PORT", text);
    }
}
