package tocsin.notifiers.slack;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.entry.RenderedTexts;

/**
 * A message with one attachment, in the keys and the order of upstream. Slack takes a title of 1024 characters. It cuts the text
 * of an attachment at 8000 bytes without a mark, that of a message at 40,000 characters; it refuses to change a message into one
 * of more than 4000 bytes. Whatever is longer is cut here, to end in {@code …}; and the texts of the attachment
 * share 40,000 bytes, of which those at its end get what the others leave. A notice of failed templates ends its text.
 */
final class SlackMessage {
    private static final int LONGEST_TITLE = 1024;
    private static final int LONGEST_TEXT = 8000;
    private static final int LONGEST_MESSAGE_TEXT = 40_000;
    private static final int LONGEST_CHANGED_TEXT = 4000;
    private static final int LARGEST_ATTACHMENT = 40_000;

    private final SlackConfig config;
    private final RenderedTexts rendered;

    SlackMessage(SlackConfig config, RenderedTexts rendered) {
        this.config = config;
        this.rendered = rendered;
    }

    /** As it is configured. */
    String channel() {
        return rendered.of(config.texts().channel());
    }

    /** A new message. */
    Buffer json() {
        return json(channel(), "");
    }

    /** What a message is changed into. */
    Buffer json(PostedMessage changed) {
        return json(changed.channel(), changed.ts());
    }

    private Buffer json(String channel, String ts) {
        SlackTexts texts = config.texts();
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeIfSet(json, "channel", channel);
            GoJson.writeIfSet(json, "ts", ts);
            writeIfSet(json, "username", texts.username());
            writeIfSet(json, "icon_emoji", texts.iconEmoji());
            writeIfSet(json, "icon_url", texts.iconUrl());
            if (config.linkNames()) {
                json.writeBooleanField("link_names", true);
            }
            GoJson.writeIfSet(json, "text", messageText());
            json.writeArrayFieldStart("attachments");
            writeAttachment(json, texts, new Room());
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private String messageText() {
        String text = Truncation.toCodePoints(rendered.of(config.texts().messageText()), LONGEST_MESSAGE_TEXT);
        return config.updateMessage() ? Truncation.toBytes(text, LONGEST_CHANGED_TEXT) : text;
    }

    private void writeAttachment(JsonGenerator json, SlackTexts texts, Room room) throws IOException {
        json.writeStartObject();
        GoJson.writeIfSet(json, "title", room.take(Truncation.toCodePoints(rendered.of(texts.title()), LONGEST_TITLE)));
        writeIfSet(json, "title_link", texts.titleLink());
        GoJson.writeIfSet(json, "pretext", room.take(rendered.of(texts.pretext())));
        GoJson.writeField(json, "text", room.take(text(texts)));
        GoJson.writeField(json, "fallback", room.take(rendered.of(texts.fallback())));
        GoJson.writeField(json, "callback_id", rendered.of(texts.callbackId()));
        writeFields(json, room);
        writeActions(json);
        writeIfSet(json, "image_url", texts.imageUrl());
        writeIfSet(json, "thumb_url", texts.thumbUrl());
        GoJson.writeField(json, "footer", room.take(rendered.of(texts.footer())));
        writeIfSet(json, "color", texts.color());
        writeMarkedUp(json, config.mrkdwnIn());
        json.writeEndObject();
    }

    /** Slack takes {@code <…>} for a link, wherever templates show a part of themselves. */
    private String text(SlackTexts texts) {
        String notice =
                rendered.notice().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Truncation.withNoticeInBytes(rendered.of(texts.text()), notice, LONGEST_TEXT);
    }

    private void writeFields(JsonGenerator json, Room room) throws IOException {
        if (config.fields().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fields");
        for (AttachmentField field : config.fields()) {
            json.writeStartObject();
            GoJson.writeIfSet(json, "title", room.take(rendered.of(field.title())));
            GoJson.writeIfSet(json, "value", room.take(rendered.of(field.value())));
            json.writeBooleanField("short", field.isNarrow(config.shortFields()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeActions(JsonGenerator json) throws IOException {
        if (config.actions().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("actions");
        for (SlackAction action : config.actions()) {
            json.writeStartObject();
            writeIfSet(json, "type", action.type());
            writeIfSet(json, "text", action.text());
            writeIfSet(json, "url", action.url());
            writeIfSet(json, "style", action.style());
            writeIfSet(json, "name", action.name());
            writeIfSet(json, "value", action.value());
            writeConfirmation(json, action.confirm());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeConfirmation(JsonGenerator json, @Nullable SlackConfirmation confirm) throws IOException {
        if (confirm == null) {
            return;
        }
        json.writeObjectFieldStart("confirm");
        writeIfSet(json, "text", confirm.text());
        writeIfSet(json, "title", confirm.title());
        writeIfSet(json, "ok_text", confirm.okText());
        writeIfSet(json, "dismiss_text", confirm.dismissText());
        json.writeEndObject();
    }

    private static void writeMarkedUp(JsonGenerator json, List<String> parts) throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("mrkdwn_in");
        for (String part : parts) {
            GoJson.writeString(json, part);
        }
        json.writeEndArray();
    }

    private void writeIfSet(JsonGenerator json, String key, FieldText text) throws IOException {
        GoJson.writeIfSet(json, key, rendered.of(text));
    }

    /** What is left for the texts of an attachment. */
    private static final class Room {
        private int left = LARGEST_ATTACHMENT;

        String take(String text) {
            String taken = Truncation.toBytes(text, Math.min(left, LONGEST_TEXT));
            left -= taken.getBytes(StandardCharsets.UTF_8).length;
            return taken;
        }
    }
}
