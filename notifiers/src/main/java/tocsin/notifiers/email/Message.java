package tocsin.notifiers.email;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes over the wire, without the dots that SMTP doubles. Lines end with CRLF; the parts are quoted-printable.
 *
 * @param headers by name, in their order; values are printable ASCII
 * @param boundary between the parts; begins with {@code =_}, which quoted-printable text never holds
 * @param text null means no such part
 * @param html null means no such part
 */
record Message(
        Map<String, String> headers,
        String boundary,
        @Nullable String text,
        @Nullable String html) {
    Message {
        headers = new LinkedHashMap<>(headers);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        headers.forEach((name, value) -> write(out, HeaderText.line(name, value)));
        write(out, "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n");
        write(out, "MIME-Version: 1.0\r\n");
        writePart(out, "text/plain", text);
        writePart(out, "text/html", html);
        write(out, "\r\n--" + boundary + "--\r\n");
        return out.toByteArray();
    }

    private void writePart(ByteArrayOutputStream out, String type, @Nullable String content) {
        if (content == null) {
            return;
        }
        write(out, "\r\n--" + boundary + "\r\n");
        write(out, "Content-Transfer-Encoding: quoted-printable\r\n");
        write(out, "Content-Type: " + type + "; charset=UTF-8\r\n\r\n");
        try (OutputStream encoder = MimeUtility.encode(out, "quoted-printable")) {
            encoder.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("quoted-printable text cannot be written to memory", e);
        }
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
