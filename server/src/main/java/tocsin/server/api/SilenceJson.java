package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tocsin.model.Matcher;
import tocsin.router.silence.MatcherText;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceState;

/** Writes silences as the API shows them. */
final class SilenceJson {
    private SilenceJson() {}

    static void write(JsonGenerator json, Silence silence, Instant now) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", silence.id());
        json.writeObjectFieldStart("status");
        json.writeStringField("state", text(state(silence, now)));
        json.writeEndObject();
        json.writeStringField("updatedAt", ApiTime.text(silence.updatedAt()));
        annotations(json, silence.annotations());
        json.writeStringField("comment", silence.comment());
        json.writeStringField("createdBy", silence.createdBy());
        json.writeStringField("endsAt", ApiTime.text(silence.endsAt()));
        json.writeArrayFieldStart("matchers");
        for (MatcherText matcher : matchers(silence).toList()) {
            write(json, matcher);
        }
        json.writeEndArray();
        json.writeStringField("startsAt", ApiTime.text(silence.startsAt()));
        json.writeEndObject();
    }

    /** Expired from the very instant of its end on, at which it still silences. */
    static SilenceState state(Silence silence, Instant now) {
        return now.isBefore(silence.endsAt()) ? silence.stateAt(now) : SilenceState.EXPIRED;
    }

    /**
     * The matchers of all sets in one list, since the API knows one set only: a silence with several shows as narrower
     * than it is, but it shows, and can be ended. Those of one with a defect as they were written.
     */
    static Stream<MatcherText> matchers(Silence silence) {
        return silence.defect() == null
                ? silence.matcherSets().stream().flatMap(List::stream).map(SilenceJson::text)
                : silence.defect().written().stream().flatMap(List::stream);
    }

    static MatcherText text(Matcher matcher) {
        return new MatcherText(matcher.name(), matcher.op(), matcher.value());
    }

    private static String text(SilenceState state) {
        return switch (state) {
            case ACTIVE -> "active";
            case PENDING -> "pending";
            case EXPIRED -> "expired";
        };
    }

    /** Left out when there are none. */
    private static void annotations(JsonGenerator json, Map<String, String> annotations) throws IOException {
        if (annotations.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("annotations");
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            json.writeStringField(annotation.getKey(), annotation.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MatcherText matcher) throws IOException {
        Matcher.Op op = matcher.op();
        json.writeStartObject();
        json.writeBooleanField("isEqual", op == Matcher.Op.EQUAL || op == Matcher.Op.REGEX);
        json.writeBooleanField("isRegex", op == Matcher.Op.REGEX || op == Matcher.Op.NOT_REGEX);
        json.writeStringField("name", matcher.name());
        json.writeStringField("value", matcher.value());
        json.writeEndObject();
    }
}
