package tocsin.notifiers.jira;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.GoJson;

/**
 * Documents in the Atlassian Document Format, the only descriptions that version 3 of Jira's API takes. Sizes are those of the
 * JSON text, so that no way of counting finds one too long.
 */
final class AdfDocument {
    private AdfDocument() {}

    /** What is JSON of an object already, with a notice as its last paragraph; null when it is none or too long. */
    static @Nullable String ofJson(String text, String notice, int most) {
        try {
            JsonObject document = new JsonObject(text);
            if (!notice.isEmpty() && document.getValue("content") instanceof JsonArray content) {
                content.add(new JsonObject(paragraphJson(notice)));
            }
            String json = document.encode();
            return json.length() <= most ? json : null;
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    /**
     * A plain text, a paragraph for what stands between empty lines; as much of it as fits.
     *
     * @param text cut to at most so many code points
     */
    static String ofText(IntFunction<String> text, int most) {
        int fits = 0;
        int tooMany = most + 1;
        while (tooMany - fits > 1) {
            int tried = (fits + tooMany) >>> 1;
            if (json(text.apply(tried)).length() <= most) {
                fits = tried;
            } else {
                tooMany = tried;
            }
        }
        return json(text.apply(fits));
    }

    private static String json(String text) {
        StringWriter out = new StringWriter();
        GoJson.<RuntimeException>write(out, json -> {
            json.writeStartObject();
            json.writeStringField("type", "doc");
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("content");
            for (String paragraph : text.strip().split("\\n\\s*\\n", -1)) {
                writeParagraph(json, paragraph);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        return out.toString();
    }

    private static String paragraphJson(String text) {
        StringWriter out = new StringWriter();
        GoJson.<RuntimeException>write(out, json -> writeParagraph(json, text));
        return out.toString();
    }

    private static void writeParagraph(JsonGenerator json, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "paragraph");
        json.writeArrayFieldStart("content");
        boolean first = true;
        for (String line : text.split("\\R", -1)) {
            if (!first) {
                writeNode(json, "hardBreak", "");
            }
            if (!line.isEmpty()) {
                writeNode(json, "text", line);
            }
            first = false;
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Nodes of an empty text are not allowed. */
    private static void writeNode(JsonGenerator json, String type, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        GoJson.writeIfSet(json, "text", text);
        json.writeEndObject();
    }
}
