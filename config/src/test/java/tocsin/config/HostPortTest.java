package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        mail:25      | mail | 25
        mail:smtp    | mail | smtp
        :25          | ''   | 25
        [::1]:25     | ::1  | 25
        [mail]:25    | mail | 25
        """)
    void reads_host_and_port(String text, String host, String port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    }

    @Test
    void the_empty_text_is_no_address() {
        assertThat(HostPort.parse("")).isNull();
    }

    @Test
    void an_ipv6_host_is_shown_in_brackets() {
        assertThat(new HostPort("::1", "25")).hasToString("[::1]:25");
        assertThat(new HostPort("mail", "25")).hasToString("mail:25");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        mail         | missing port in address
        mail:        | port cannot be empty
        mail:25:25   | too many colons in address
        ::1:25       | too many colons in address
        [::1:25      | too many colons in address
        ma]il:25     | unexpected bracket in address
        """)
    void refuses(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageStartingWith("address " + text + ": " + reason);
    }

    @Test
    void a_password_in_front_of_the_host_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse("user:s3cret@mail:25"))
                .withMessageStartingWith("address mail:25: too many colons in address");
    }
}
