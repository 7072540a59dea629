package tocsin.notifiers.msteamsv2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import tocsin.notifiers.GoJson;

/** A message that is one card: a heading in colour and a text. */
final class AdaptiveCard {
    private AdaptiveCard() {}

    static Buffer json(String title, String text, String color) {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "message");
            json.writeArrayFieldStart("attachments");
            json.writeStartObject();
            json.writeStringField("contentType", "application/vnd.microsoft.card.adaptive");
            json.writeNullField("contentUrl");
            json.writeFieldName("content");
            writeCard(json, title, text, color);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeCard(JsonGenerator json, String title, String text, String color) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.writeStringField("type", "AdaptiveCard");
        json.writeStringField("version", "1.2");
        json.writeArrayFieldStart("body");
        writeHeading(json, title, color);
        json.writeStartObject();
        json.writeStringField("type", "TextBlock");
        GoJson.writeField(json, "text", text);
        json.writeBooleanField("wrap", true);
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("msteams");
        json.writeStringField("width", "full");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeHeading(JsonGenerator json, String title, String color) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "TextBlock");
        GoJson.writeField(json, "text", title);
        json.writeStringField("weight", "Bolder");
        json.writeStringField("size", "Medium");
        json.writeBooleanField("wrap", true);
        json.writeStringField("style", "heading");
        json.writeStringField("color", color);
        json.writeEndObject();
    }
}
