package tocsin.server.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real mails over a real connection. */
class MailCatcherTest {
    private final List<Message> caught = new CopyOnWriteArrayList<>();
    private final MailCatcher catcher = MailCatcher.start(caught::add);

    @AfterEach
    void close() {
        catcher.close();
    }

    @Test
    void a_mail_is_caught_with_what_people_read_of_it() throws Exception {
        MimeMessage mail = mail("Größe über alles");
        mail.setContent(alternatives("plain — text", "<p>ein <b>Wort</b></p>"));

        Transport.send(mail);

        assertThat(caught)
                .containsExactly(new Message.Mail(
                        "Tocsin <tocsin@example.com>",
                        "oncall@example.com",
                        "Größe über alles",
                        "plain — text",
                        "<p>ein <b>Wort</b></p>"));
    }

    @Test
    void one_that_is_too_large_is_refused_and_the_next_one_is_caught() throws Exception {
        MimeMessage large = mail("large");
        large.setText("0123456789abcdef\n".repeat(MailCatcher.MOST_BYTES / 16));
        MimeMessage next = mail("next");
        next.setText("small");

        assertThatThrownBy(() -> Transport.send(large)).hasStackTraceContaining("552");
        Transport.send(next);

        assertThat(caught).extracting(Message::headline).containsExactly("next");
    }

    @Test
    void who_is_one_recipient_too_many_is_refused() throws Exception {
        MimeMessage mail = mail("to many");
        for (int i = 0; i < 50; i++) {
            mail.addRecipient(RecipientType.BCC, new InternetAddress("somebody%d@example.com".formatted(i)));
        }
        mail.setText("hello");

        assertThatThrownBy(() -> Transport.send(mail))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("452");
        assertThat(caught).isEmpty();
    }

    @Test
    void nobody_listens_after_its_end() {
        int port = catcher.port();

        catcher.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    private MimeMessage mail(String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", InetAddress.getLoopbackAddress().getHostAddress());
        properties.put("mail.smtp.port", Integer.toString(catcher.port()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom("Tocsin <tocsin@example.com>");
        mail.setRecipients(RecipientType.TO, "oncall@example.com");
        mail.setSubject(subject, "UTF-8");
        return mail;
    }

    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart marked = new MimeBodyPart();
        marked.setText(html, "UTF-8", "html");
        return new MimeMultipart("alternative", plain, marked);
    }
}
