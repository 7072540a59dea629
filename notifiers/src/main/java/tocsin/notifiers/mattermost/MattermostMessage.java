package tocsin.notifiers.mattermost;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.entry.RenderedTexts;

/**
 * A message, in the keys and the order of upstream. Mattermost takes 16,383 code points of text; each text that may be long is cut
 * there and ends in {@code …}. A notice of failed templates ends the text that stands first: that of the message
 * when there are attachments, else that of the one attachment.
 */
final class MattermostMessage {
    private static final int LONGEST_TEXT = 16_383;
    private static final String URGENT = "urgent";
    private static final String STANDARD = "standard";
    private static final List<String> PRIORITIES = List.of(URGENT, "important", STANDARD);

    private final MattermostConfig config;
    private final RenderedTexts rendered;

    MattermostMessage(MattermostConfig config, RenderedTexts rendered) {
        this.config = config;
        this.rendered = rendered;
    }

    String channel() {
        return rendered.of(config.channel());
    }

    Buffer json() {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            if (!config.attachments().isEmpty()) {
                GoJson.writeIfSet(json, "text", textWithNotice());
            }
            GoJson.writeIfSet(json, "channel", channel());
            writeIfSet(json, "username", config.username());
            writeIfSet(json, "icon_url", config.iconUrl());
            writeIfSet(json, "icon_emoji", config.iconEmoji());
            writeAttachments(json);
            writeIfSet(json, "type", config.type());
            writeProps(json, config.card());
            writePriority(json, config.priority());
            json.writeEndObject();
        });
    }

    private String textWithNotice() {
        return Truncation.withNotice(rendered.of(config.own().text()), rendered.notice(), LONGEST_TEXT);
    }

    private String cut(FieldText text) {
        return Truncation.toCodePoints(rendered.of(text), LONGEST_TEXT);
    }

    private void writeAttachments(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("attachments");
        if (config.attachments().isEmpty()) {
            writeAttachment(json, config.own(), textWithNotice());
        }
        for (MattermostAttachment attachment : config.attachments()) {
            writeAttachment(json, attachment, cut(attachment.text()));
        }
        json.writeEndArray();
    }

    private void writeAttachment(JsonGenerator json, MattermostAttachment attachment, String text) throws IOException {
        json.writeStartObject();
        GoJson.writeIfSet(json, "fallback", cut(attachment.fallback()));
        writeIfSet(json, "color", attachment.color());
        GoJson.writeIfSet(json, "pretext", cut(attachment.pretext()));
        GoJson.writeIfSet(json, "text", text);
        writeIfSet(json, "author_name", attachment.authorName());
        writeIfSet(json, "author_link", attachment.authorLink());
        writeIfSet(json, "author_icon", attachment.authorIcon());
        GoJson.writeIfSet(json, "title", cut(attachment.title()));
        writeIfSet(json, "title_link", attachment.titleLink());
        writeFields(json, attachment.fields());
        writeIfSet(json, "thumb_url", attachment.thumbUrl());
        GoJson.writeIfSet(json, "footer", cut(attachment.footer()));
        writeIfSet(json, "footer_icon", attachment.footerIcon());
        writeIfSet(json, "image_url", attachment.imageUrl());
        json.writeEndObject();
    }

    private void writeFields(JsonGenerator json, List<AttachmentField> fields) throws IOException {
        if (fields.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fields");
        for (AttachmentField field : fields) {
            Boolean narrow = field.narrow();
            json.writeStartObject();
            GoJson.writeIfSet(json, "title", cut(field.title()));
            GoJson.writeIfSet(json, "value", cut(field.value()));
            if (narrow != null) {
                json.writeBooleanField("short", narrow);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeProps(JsonGenerator json, @Nullable FieldText card) throws IOException {
        if (card == null || card.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("props");
        GoJson.writeIfSet(json, "card", cut(card));
        json.writeEndObject();
    }

    /** Mattermost refuses to be asked for more than a priority allows. */
    private void writePriority(JsonGenerator json, @Nullable MattermostPriority configured) throws IOException {
        if (configured == null || configured.priority().isEmpty()) {
            return;
        }
        String priority = known(rendered.of(configured.priority()));
        json.writeObjectFieldStart("priority");
        json.writeStringField("priority", priority);
        if (configured.requestedAck() && !priority.equals(STANDARD)) {
            json.writeBooleanField("requested_ack", true);
        }
        if (configured.persistentNotifications() && priority.equals(URGENT)) {
            json.writeBooleanField("persistent_notifications", true);
        }
        json.writeEndObject();
    }

    private static String known(String priority) {
        String word = priority.strip().toLowerCase(Locale.ROOT);
        return PRIORITIES.contains(word) ? word : STANDARD;
    }

    private void writeIfSet(JsonGenerator json, String key, FieldText text) throws IOException {
        GoJson.writeIfSet(json, key, rendered.of(text));
    }
}
