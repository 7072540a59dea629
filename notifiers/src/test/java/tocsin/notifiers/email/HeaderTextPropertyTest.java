package tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a header shows, judged by another program's reading of the message. */
class HeaderTextPropertyTest {
    private static final String HARDEST =
            "=?utf-8?q?x?= \r\nBcc: eve@example.org\r\n\r\n\0 \"\\<a@b>, ;:()[]ü\uD83D\uDE00\t  Ж_=";

    private static MimeMessage read(String name, String value) throws MessagingException {
        Message message = new Message(Map.of(name, value), "=_b", "body", null);
        assertThat(HeaderText.line(name, value).split("\r\n", -1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(998).matches("[ -~]*"));
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message.bytes()));
    }

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "a",
                " ",
                "  ",
                "\n",
                "\r\n",
                "\n ",
                "\t",
                "=?",
                "?=",
                "_",
                "=",
                "\"",
                "\\",
                "<",
                ">",
                ",",
                "@",
                ";",
                ":",
                "(",
                ")",
                ".",
                "ü",
                "Ж",
                "\uD83D\uDE00",
                "\0",
                "\u007f",
                "\u0085",
                "\u2028",
                "=?utf-8?q?x?=",
                "x".repeat(80),
                "y".repeat(1000));
        Arbitrary<String> anything =
                Arbitraries.strings().excludeChars('\uFFFD').ofMaxLength(60);
        return Arbitraries.oneOf(words.list().ofMaxSize(12).map(parts -> String.join("", parts)), anything)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Property(tries = 300)
    void any_subject_is_read_as_it_was_written(@ForAll("texts") String text) throws MessagingException {
        MimeMessage message = read("Subject", HeaderText.unstructured(text));

        assertThat(message.getSubject()).isEqualTo(text.strip());
        assertThat(Collections.list(message.getAllHeaderLines())).hasSize(3);
    }

    @Property(tries = 300)
    void any_name_is_read_as_it_was_written(@ForAll("texts") String name) throws Exception {
        AddressList list = new AddressList(List.of(
                new AddressList.Entry(null, List.of(new AddressList.Mailbox(name, "a@example.org"))),
                new AddressList.Entry(null, List.of(new AddressList.Mailbox("", "b@example.org")))));

        String header = read("To", list.printed()).getHeader("To", ",");
        InternetAddress[] read = InternetAddress.parse(MimeUtility.unfold(header), true);

        assertThat(read).hasSize(2);
        assertThat(read[0].getAddress()).isEqualTo("a@example.org");
        assertThat(read[0].getPersonal()).isEqualTo(name.isBlank() ? null : name);
        assertThat(read[1]).hasToString("b@example.org");
    }

    @Example
    void a_name_between_quotes_is_never_folded() throws Exception {
        assertThat(HeaderText.line("To", "x".repeat(70) + ", \"Call, On\" <a@example.org>"))
                .isEqualTo("To: " + "x".repeat(70) + ",\r\n \"Call, On\" <a@example.org>\r\n");
        for (String name : List.of(" " + "x".repeat(80), "x".repeat(80) + " ", "Doe, " + "x".repeat(80), "a, b, c, ")) {
            any_name_is_read_as_it_was_written(name);
            any_name_is_read_as_it_was_written(name.repeat(20));
        }
    }

    @Property(tries = 300)
    void a_printed_list_is_read_as_the_same_list(@ForAll("texts") String name) throws Exception {
        AddressList.Mailbox mailbox = new AddressList.Mailbox(name, "a@example.org");
        AddressList list = new AddressList(List.of(new AddressList.Entry(null, List.of(mailbox))));

        assertThat(AddressList.parse(list.printed())).isEqualTo(list);
    }

    @Example
    void a_line_never_ends_behind_a_backslash() throws MessagingException {
        any_subject_is_read_as_it_was_written("\\ " + "x".repeat(80));
    }

    @Example
    void a_line_without_a_place_to_end_stays_within_what_a_server_takes() throws Exception {
        for (String text : List.of(
                "\"a b\"".repeat(300),
                "a" + " ".repeat(1000) + "b",
                "\\ ".repeat(1000) + "b",
                "a ".repeat(20_000) + "b")) {
            any_subject_is_read_as_it_was_written(text);
            any_name_is_read_as_it_was_written(text);
        }
    }

    @Example
    void nothing_in_a_text_ends_its_header() throws MessagingException {
        assertThat(HeaderText.unstructured(HARDEST)).matches("[!-~ ]+");
        assertThat(HeaderText.phrase(HARDEST)).matches("[!-~ ]+");
        assertThat(read("Subject", HeaderText.unstructured(HARDEST)).getSubject())
                .isEqualTo(HARDEST);
    }

    @Property(tries = 300)
    void a_long_header_is_folded_where_it_can_be(@ForAll("texts") String text) {
        String line = HeaderText.line("Subject", HeaderText.unstructured(text));

        assertThat(line.replace("\r\n", "")).isEqualTo(("Subject: " + HeaderText.unstructured(text)));
        assertThat(line).doesNotContain("\r\n\r\n").endsWith("\r\n");
    }
}
