package tocsin.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a request, token by token. What does not fit is refused with its place. */
final class JsonInput {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();

    private final JsonParser json;
    private final String subject;

    private JsonInput(JsonParser json, String subject) {
        this.json = json;
        this.subject = subject;
    }

    /** Reads a value; the input stands on its first token before, on its last one after. */
    interface Reading<T> {
        T read(JsonInput input) throws IOException;
    }

    /**
     * Reads the first value of the body; what comes after it is ignored. Invalid UTF-8 is read once more with replacement
     * characters, so the reading may be called twice.
     *
     * @param subject what the body should hold, for messages
     * @throws ApiFailure when there is no value, or it is not what the reading expects
     */
    static <T> T read(byte[] body, String subject, Reading<T> reading) {
        try {
            return parse(JSON.createParser(body), subject, reading);
        } catch (IOException e) {
            return readReplacingInvalidText(body, subject, reading, e);
        }
    }

    /** The library refuses bytes that are not UTF-8; upstream reads them as U+FFFD, and a page must not be lost for them. */
    private static <T> T readReplacingInvalidText(byte[] body, String subject, Reading<T> reading, IOException first) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            throw unreadable(subject, first);
        }
        try {
            return parse(JSON.createParser(text), subject, reading);
        } catch (IOException e) {
            throw unreadable(subject, e);
        }
    }

    private static <T> T parse(JsonParser json, String subject, Reading<T> reading) throws IOException {
        if (json.nextToken() == null) {
            throw ApiFailure.unprocessable(602, subject + " in body is required");
        }
        return reading.read(new JsonInput(json, subject));
    }

    private static ApiFailure unreadable(String subject, IOException e) {
        String reason = e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
        return refused(subject, reason, e);
    }

    private static ApiFailure refused(String subject, String reason, @Nullable Throwable cause) {
        return ApiFailure.badRequest("parsing %s body from \"\" failed, because %s".formatted(subject, reason), cause);
    }

    boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Goes on to the next element of a list; false at its end. */
    boolean nextElement() throws IOException {
        return json.nextToken() != JsonToken.END_ARRAY;
    }

    /** Goes on to the value of the next field of an object and gives the field's name; null at the object's end. */
    @Nullable
    String nextField() throws IOException {
        if (json.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = json.currentName();
        json.nextToken();
        return name;
    }

    /** The same for objects whose fields are known: one by another case counts, as Go reads it. */
    @Nullable
    String nextField(FieldNames known) throws IOException {
        String name = nextField();
        return name == null ? null : known.meantBy(name);
    }

    void skip() throws IOException {
        json.skipChildren();
    }

    void expectList(String what) {
        expect(JsonToken.START_ARRAY, what);
    }

    void expectObject(String what) {
        expect(JsonToken.START_OBJECT, what);
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return json.getText();
    }

    /** A text that can be written again. */
    String wellFormed() throws IOException {
        return JsonText.wellFormed(text());
    }

    String textOrEmpty() throws IOException {
        return isNull() ? "" : text();
    }

    boolean bool() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw unexpected("true or false");
        };
    }

    /** Null for the zero time, which means "not set". */
    @Nullable
    Instant time() throws IOException {
        String text = text();
        try {
            return ApiTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(subject, String.valueOf(e.getMessage()), e);
        }
    }

    private void expect(JsonToken token, String what) {
        if (json.currentToken() != token) {
            throw unexpected(what);
        }
    }

    private ApiFailure unexpected(String what) {
        String reason = "%s is wanted at line %d column %d, found %s"
                .formatted(
                        what,
                        json.currentTokenLocation().getLineNr(),
                        json.currentTokenLocation().getColumnNr(),
                        found(json.currentToken()));
        return refused(subject, reason, null);
    }

    private static String found(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
        };
    }
}
