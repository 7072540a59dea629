package tocsin.notifiers.email;

import jakarta.mail.internet.AddressException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * Renders the mails of one integration, whole and before anybody connects: what fails later would deliver half a mail. A
 * subject or a part that fails becomes its default, another header is left out, and the reader is told so; nothing can
 * stand in for the addresses.
 *
 * <p>A mail has no size limit of its own, its templates have. A server that takes less gets a brief mail instead.
 */
final class MailTexts {
    private static final String SUBJECT = "{{ template \"email.default.subject\" . }}";
    /** Upstream has none for a text part. */
    private static final String TEXT = "{{ template \"email.default.text\" . }}";

    private static final Set<String> OF_ADDRESSES = Set.of("From", "To", "Cc", "Bcc", "Reply-To", "Sender");
    /** It may stand above any page, in light or dark, so it brings its colours along. */
    private static final String NOTICE_OPEN =
            "<p style=\"margin:0;padding:12px 16px;background-color:#fff3cd;color:#4d3800;"
                    + "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:20px;word-break:break-word\"><strong>";

    private static final Pattern BODY_TAG = Pattern.compile("<body[^>]*>", Pattern.CASE_INSENSITIVE);

    private final FieldRenderer renderer;
    private final MailStamps stamps;
    private final TemplatedField from;
    private final TemplatedField to;
    private final Map<String, TemplatedField> headers = new LinkedHashMap<>();
    private final @Nullable TemplatedField text;
    private final @Nullable TemplatedField html;

    MailTexts(EmailConfig config, FieldRenderer renderer, MailStamps stamps) {
        this.renderer = renderer;
        this.stamps = stamps;
        this.from = renderer.required("from", config.from().text(), TemplateMode.TEXT);
        this.to = renderer.required("to", config.to().text(), TemplateMode.TEXT);
        config.headers().forEach((name, value) -> {
            if (HeaderName.isConfigurable(name)) {
                headers.put(name, header(name, value.text()));
            }
        });
        headers.computeIfAbsent("Subject", name -> header(name, SUBJECT));
        this.text = config.text().isEmpty() ? null : part(config.text(), TEXT, TemplateMode.TEXT);
        this.html = config.html().isEmpty()
                ? null
                : part(config.html(), config.html().byDefault(), TemplateMode.HTML);
    }

    private TemplatedField header(String name, String text) {
        return renderer.field("headers." + name, text, name.equals("Subject") ? SUBJECT : "", TemplateMode.TEXT);
    }

    private TemplatedField part(FieldText field, String byDefault, TemplateMode mode) {
        return renderer.field(field.field(), field.text(), byDefault, mode);
    }

    /**
     * @throws FieldException when an address cannot be rendered
     * @throws SmtpFailure when it is none
     */
    Mail mail(NotificationData data) throws FieldException, SmtpFailure {
        Rendering rendering = renderer.rendering(data);
        AddressList sender = addresses("from", rendering.require(from));
        AddressList recipients = addresses("to", rendering.require(to));
        if (sender.addresses().size() != 1) {
            throw SmtpFailure.permanent("`from` has to be exactly one address, and is: " + sender.printed());
        }
        if (recipients.addresses().isEmpty()) {
            throw SmtpFailure.permanent("`to` holds no address");
        }
        Map<String, String> head = head(rendering, sender, recipients);
        stamps.of(data).forEach(head::putIfAbsent);
        String boundary = MailStamps.boundary(data);
        Message whole = whole(rendering, head, boundary);
        Message brief = new Message(head, boundary, brief(data, rendering), null);
        return new Mail(sender.addresses().get(0), recipients.addresses(), whole, brief, rendering.notes());
    }

    private static AddressList addresses(String field, String text) throws SmtpFailure {
        try {
            return AddressList.parse(text);
        } catch (AddressException e) {
            throw SmtpFailure.permanent("`%s` is not a list of addresses such as \"On call\" <oncall@example.org>: %s"
                    .formatted(field, OneLine.of(text)));
        }
    }

    private Map<String, String> head(Rendering rendering, AddressList sender, AddressList recipients) {
        Map<String, String> head = new LinkedHashMap<>();
        headers.forEach((name, field) -> {
            String value = headerValue(name, field, rendering);
            if (value != null) {
                head.put(name, value);
            }
        });
        head.putIfAbsent("To", recipients.printed());
        head.putIfAbsent("From", sender.printed());
        return head;
    }

    /** Null when it is left out. */
    private static @Nullable String headerValue(String name, TemplatedField field, Rendering rendering) {
        if (name.equals("Subject")) {
            return HeaderText.unstructured(rendering.render(field));
        }
        try {
            String text = rendering.require(field);
            return OF_ADDRESSES.contains(name) ? addressHeader(text) : HeaderText.unstructured(text);
        } catch (FieldException alreadyNoted) {
            return null;
        }
    }

    /** Only names in it are encoded; a text that is no address list is shown as it is. */
    private static String addressHeader(String text) {
        try {
            return AddressList.parse(text).printed();
        } catch (AddressException e) {
            return HeaderText.unstructured(text);
        }
    }

    private Message whole(Rendering rendering, Map<String, String> head, String boundary) {
        String htmlPart = html == null ? null : rendering.render(html);
        String textPart = text == null ? null : rendering.render(text);
        String notice = rendering.notice();
        return new Message(
                head,
                boundary,
                textPart == null && htmlPart != null ? null : withNotice(textPart == null ? "" : textPart, notice),
                htmlPart == null || notice.isEmpty() ? htmlPart : htmlWithNotice(htmlPart, notice));
    }

    private static String withNotice(String text, String notice) {
        return notice.isEmpty() ? text : notice + "\n\n" + text;
    }

    private static String htmlWithNotice(String page, String notice) {
        String paragraph = NOTICE_OPEN + escaped(notice) + "</strong></p>";
        Matcher body = BODY_TAG.matcher(page);
        int at = body.find() ? body.end() : 0;
        return page.substring(0, at) + paragraph + page.substring(at);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String brief(NotificationData data, Rendering rendering) {
        List<String> lines = List.of(
                "The mail server does not take the whole of this mail: it is too large.",
                "%d alerts; all of them: %s/#/alerts"
                        .formatted(data.notification().alerts().size(), data.externalUrl()),
                rendering.notice());
        return String.join("\n\n", lines).strip() + "\n";
    }
}
