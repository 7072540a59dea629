package tocsin.notifiers.rocketchat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.entry.RenderedTexts;

/**
 * A message with one attachment, in the keys and the order of upstream. A title is cut at 1024 code points, as upstream does; Rocket.Chat
 * names no limit for the texts of attachments, and ours is 16,383 code points, more than anybody reads. A notice of
 * failed templates ends the text.
 */
final class RocketchatMessage {
    private static final int LONGEST_TITLE = 1024;
    private static final int LONGEST_TEXT = 16_383;

    private final RocketchatConfig config;
    private final RenderedTexts rendered;

    RocketchatMessage(RocketchatConfig config, RenderedTexts rendered) {
        this.config = config;
        this.rendered = rendered;
    }

    String channel() {
        return rendered.of(config.texts().channel());
    }

    Buffer json() {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeIfSet(json, "channel", channel());
            writeIfSet(json, "emoji", config.texts().emoji());
            writeIfSet(json, "avatar", config.texts().iconUrl());
            json.writeArrayFieldStart("attachments");
            writeAttachment(json, config.texts());
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void writeAttachment(JsonGenerator json, RocketchatTexts texts) throws IOException {
        json.writeStartObject();
        GoJson.writeIfSet(json, "title", Truncation.toCodePoints(rendered.of(texts.title()), LONGEST_TITLE));
        writeIfSet(json, "title_link", texts.titleLink());
        GoJson.writeIfSet(
                json, "text", Truncation.withNotice(rendered.of(texts.text()), rendered.notice(), LONGEST_TEXT));
        writeIfSet(json, "image_url", texts.imageUrl());
        writeIfSet(json, "thumb_url", texts.thumbUrl());
        writeIfSet(json, "color", texts.color());
        writeFields(json);
        writeActions(json);
        json.writeEndObject();
    }

    private void writeFields(JsonGenerator json) throws IOException {
        if (config.fields().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fields");
        for (AttachmentField field : config.fields()) {
            json.writeStartObject();
            json.writeBooleanField("short", field.isNarrow(config.shortFields()));
            GoJson.writeIfSet(json, "title", cut(field.title()));
            GoJson.writeIfSet(json, "value", cut(field.value()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String cut(FieldText text) {
        return Truncation.toCodePoints(rendered.of(text), LONGEST_TEXT);
    }

    private void writeActions(JsonGenerator json) throws IOException {
        if (config.actions().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("actions");
        for (RocketchatAction action : config.actions()) {
            json.writeStartObject();
            json.writeStringField("type", "button");
            writeIfSet(json, "text", action.text());
            writeIfSet(json, "url", action.url());
            json.writeBooleanField("is_webview", false);
            writeIfSet(json, "msg", action.msg());
            json.writeBooleanField("msg_in_chat_window", false);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeIfSet(JsonGenerator json, String key, FieldText text) throws IOException {
        GoJson.writeIfSet(json, key, rendered.of(text));
    }
}
