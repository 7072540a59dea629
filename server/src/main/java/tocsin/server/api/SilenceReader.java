package tocsin.server.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;
import tocsin.model.RegexBudget;
import tocsin.router.silence.SilenceRequest;

/** Reads the body of {@code POST /api/v2/silences}. Everything must parse before anything is missed, as upstream has it. */
final class SilenceReader {
    private static final int MISSING = 602;
    private static final int TOO_FEW = 612;
    private static final FieldNames SILENCE =
            FieldNames.of("id", "comment", "createdBy", "startsAt", "endsAt", "matchers", "annotations");
    private static final FieldNames MATCHER = FieldNames.of("name", "value", "isRegex", "isEqual");

    private SilenceReader() {}

    /** @throws ApiFailure when the body is not a silence; what a silence may hold is judged elsewhere, but for matchers */
    static SilenceRequest read(byte[] body) {
        return JsonInput.read(body, "silence", SilenceReader::silence).checked();
    }

    /** As {@link #read}, but who, why and from when on may be missing. */
    static SilenceRequest readForPreview(byte[] body) {
        return JsonInput.read(body, "silence", SilenceReader::silence)
                .completed()
                .checked();
    }

    private static final class Draft {
        private @Nullable String id;
        private @Nullable String comment;
        private @Nullable String createdBy;
        private @Nullable Instant startsAt;
        private @Nullable Instant endsAt;
        private @Nullable List<MatcherDraft> matchers;
        private Map<String, String> annotations = Map.of();

        /** In the order of the field names, as upstream finds what is missing. */
        SilenceRequest checked() {
            String givenComment = required(comment, "comment");
            String author = required(createdBy, "createdBy");
            Instant end = required(endsAt, "endsAt");
            List<MatcherDraft> drafts = required(matchers, "matchers");
            check(drafts);
            Instant start = required(startsAt, "startsAt");
            return new SilenceRequest(id, List.of(matchers(drafts)), start, end, author, givenComment, annotations);
        }

        Draft completed() {
            comment = comment == null ? "" : comment;
            createdBy = createdBy == null ? "" : createdBy;
            startsAt = startsAt == null ? ApiTime.ZERO : startsAt;
            return this;
        }

        private static void check(List<MatcherDraft> drafts) {
            if (drafts.isEmpty()) {
                throw ApiFailure.unprocessable(TOO_FEW, "matchers in body should have at least 1 items");
            }
            for (int index = 0; index < drafts.size(); index++) {
                drafts.get(index).check(index);
            }
        }

        private static List<Matcher> matchers(List<MatcherDraft> drafts) {
            RegexBudget budget = new RegexBudget();
            List<Matcher> matchers = new ArrayList<>(drafts.size());
            for (int index = 0; index < drafts.size(); index++) {
                matchers.add(drafts.get(index).matcher(index, budget));
            }
            return matchers;
        }
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw ApiFailure.unprocessable(MISSING, field + " in body is required");
        }
        return value;
    }

    /** @param given false for a null in the list */
    private record MatcherDraft(
            boolean given,
            @Nullable String name,
            @Nullable String value,
            @Nullable Boolean regex,
            boolean equal) {
        static final MatcherDraft NULL = new MatcherDraft(false, null, null, null, true);

        void check(int index) {
            String place = "matchers." + index;
            if (!given) {
                required(null, place);
            }
            required(regex, place + ".isRegex");
            required(name, place + ".name");
            required(value, place + ".value");
        }

        Matcher matcher(int index, RegexBudget budget) {
            try {
                return budget.take(new Matcher(required(name, "name"), op(), required(value, "value")));
            } catch (IllegalArgumentException e) {
                throw ApiFailure.semantic(
                        400, "invalid silence: invalid label matcher %d in set 0: %s".formatted(index, e.getMessage()));
            }
        }

        private Matcher.Op op() {
            if (Boolean.TRUE.equals(regex)) {
                return equal ? Matcher.Op.REGEX : Matcher.Op.NOT_REGEX;
            }
            return equal ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL;
        }
    }

    private static Draft silence(JsonInput json) throws IOException {
        Draft draft = new Draft();
        if (json.isNull()) {
            return draft;
        }
        json.expectObject("a silence");
        for (String field = json.nextField(SILENCE); field != null; field = json.nextField(SILENCE)) {
            boolean isNull = json.isNull();
            switch (field) {
                case "id" -> draft.id = isNull ? null : SilenceId.normal(json.text());
                case "comment" -> draft.comment = isNull ? null : json.wellFormed();
                case "createdBy" -> draft.createdBy = isNull ? null : json.wellFormed();
                case "startsAt" -> draft.startsAt = isNull ? null : time(json);
                case "endsAt" -> draft.endsAt = isNull ? null : time(json);
                case "matchers" -> draft.matchers = isNull ? null : matchers(json);
                case "annotations" -> draft.annotations = isNull ? Map.of() : annotations(json);
                default -> json.skip();
            }
        }
        return draft;
    }

    /** A time that is there but not set is not missing. */
    private static Instant time(JsonInput json) throws IOException {
        Instant time = json.time();
        return time == null ? ApiTime.ZERO : time;
    }

    private static List<MatcherDraft> matchers(JsonInput json) throws IOException {
        json.expectList("a list of matchers");
        List<MatcherDraft> matchers = new ArrayList<>();
        while (json.nextElement()) {
            matchers.add(matcher(json));
        }
        return matchers;
    }

    private static MatcherDraft matcher(JsonInput json) throws IOException {
        if (json.isNull()) {
            return MatcherDraft.NULL;
        }
        json.expectObject("a matcher");
        String name = null;
        String value = null;
        Boolean regex = null;
        boolean equal = true;
        for (String field = json.nextField(MATCHER); field != null; field = json.nextField(MATCHER)) {
            boolean isNull = json.isNull();
            switch (field) {
                case "name" -> name = isNull ? null : json.wellFormed();
                case "value" -> value = isNull ? null : json.wellFormed();
                case "isRegex" -> regex = isNull ? null : (Boolean) json.bool();
                case "isEqual" -> equal = isNull || json.bool();
                default -> json.skip();
            }
        }
        return new MatcherDraft(true, name, value, regex, equal);
    }

    private static Map<String, String> annotations(JsonInput json) throws IOException {
        json.expectObject("an object of annotation names and values");
        Map<String, String> annotations = new LinkedHashMap<>();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            annotations.put(JsonText.wellFormed(name), JsonText.wellFormed(json.textOrEmpty()));
        }
        return annotations;
    }
}
