package tocsin.notifiers.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.http.HttpAnswer;

/** What a service says of a request in an answer that is a JSON object. */
public final class JsonAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> scalars;

    private JsonAnswer(Map<String, String> scalars) {
        this.scalars = scalars;
    }

    /** Null when the body is no JSON object. */
    public static @Nullable JsonAnswer read(HttpAnswer answer) {
        Map<String, String> scalars = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(answer.text())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    scalars.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return new JsonAnswer(scalars);
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Whether a member of the object is {@code true}. */
    public boolean says(String name) {
        return text(name).equals("true");
    }

    /** A member that is no structure; empty when there is none. */
    public String text(String name) {
        return scalars.getOrDefault(name, "");
    }
}
