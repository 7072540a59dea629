package tocsin.server.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailReaderTest {
    @Test
    void html_without_a_text_beside_it_is_read_without_its_tags() {
        Message.Mail mail = read("""
                Subject: s
                Content-Type: text/html; charset=utf-8

                <html><head><title>no</title><style>p {color: red}</style></head>
                <body><h1>ApiDown</h1><p>a &lt; b &amp; c</p><script>alert(1)</script></body></html>
                """);

        assertThat(mail.text()).isEqualTo("ApiDown\na < b & c");
        assertThat(mail.html()).contains("<h1>ApiDown</h1>");
    }

    @Test
    void an_attachment_is_no_text() {
        Message.Mail mail = read("""
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                attached
                --x
                Content-Type: multipart/alternative; boundary=y

                --y
                Content-Type: text/plain

                said
                --y--
                --x--
                """);

        assertThat(mail.text().strip()).isEqualTo("said");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    text/plain; charset=iso-8859-1         | quoted-printable | Gr=F6=DFe     | Größe
                    text/plain; charset=utf-8              | base64           | R3LDtsOfZQ==  | Größe
                    text/plain; charset=no-such-thing      | 7bit             | plain         | plain
                    text/plain; charset="; DROP"           | 7bit             | plain         | plain
                    """)
    void text_is_decoded(String type, String encoding, String body, String text) {
        Message.Mail mail =
                read("Content-Type: %s\nContent-Transfer-Encoding: %s\n\n%s".formatted(type, encoding, body));

        assertThat(mail.text()).isEqualTo(text);
    }

    @Test
    void a_mail_without_headers_is_to_whom_the_envelope_says() {
        assertThat(read("\nhello")).isEqualTo(new Message.Mail("", "a@example.com, b@example.com", "", "hello", ""));
    }

    @Test
    void parts_within_parts_end_somewhere() {
        StringBuilder nested = new StringBuilder("Subject: deep\n");
        for (int i = 0; i < 100; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b%1$d\n\n--b%1$d\n".formatted(i));
        }

        assertThat(read(nested.append("Content-Type: text/plain\n\ndeep down\n").toString())
                        .text())
                .isEmpty();
    }

    private static Message.Mail read(String mail) {
        byte[] bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Message read = MailReader.read(List.of("a@example.com", "b@example.com"), bytes);
        assertThat(read).isInstanceOf(Message.Mail.class);
        return (Message.Mail) read;
    }
}
