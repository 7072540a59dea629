package tocsin.server.demo.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Finds in a mail what people read: some headers, the first text and the first HTML. */
final class MailReader {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int DEEPEST = 5;
    private static final int MOST_PARTS = 20;

    private String text = "";
    private String html = "";

    private MailReader() {}

    /** @param recipients those of the envelope, shown when the mail names none */
    static Message read(List<String> recipients, byte[] mail) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
            MailReader reader = new MailReader();
            reader.take(message, 0);
            String to = header(message, "To");
            return new Message.Mail(
                    header(message, "From"),
                    to.isEmpty() ? String.join(", ", recipients) : to,
                    header(message, "Subject"),
                    reader.text.isBlank() ? HtmlText.of(reader.html) : reader.text,
                    reader.html);
        } catch (MessagingException | IOException e) {
            return new Message.Unreadable("mail", "a mail that cannot be read: " + e.getMessage());
        }
    }

    private void take(MimePart part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && depth < DEEPEST) {
            MimeMultipart parts = new MimeMultipart(new MimePartDataSource(part));
            for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
                BodyPart inner = parts.getBodyPart(i);
                if (inner instanceof MimePart mimePart && !Part.ATTACHMENT.equalsIgnoreCase(inner.getDisposition())) {
                    take(mimePart, depth + 1);
                }
            }
        } else if (part.isMimeType("text/html")) {
            html = html.isEmpty() ? content(part) : html;
        } else if (part.isMimeType("text/plain")) {
            text = text.isEmpty() ? content(part) : text;
        }
    }

    private static String content(MimePart part) throws MessagingException, IOException {
        InputStream encoded = new MimePartDataSource(part).getInputStream();
        return new String(encoded.readAllBytes(), charset(part.getContentType()));
    }

    private static Charset charset(@Nullable String contentType) {
        try {
            String name = contentType == null ? null : new ContentType(contentType).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String raw = message.getHeader(name, ", ");
        if (raw == null) {
            return "";
        }
        String unfolded = MimeUtility.unfold(raw);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }
}
