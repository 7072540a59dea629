package tocsin.server.alertmanager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;
import tocsin.router.silence.MatcherText;
import tocsin.router.silence.Silence;

/** A stored silence on its way from protobuf: field by field, then whole. */
final class SilenceMessage {
    private static final List<Matcher.Op> OPS =
            List.of(Matcher.Op.EQUAL, Matcher.Op.REGEX, Matcher.Op.NOT_EQUAL, Matcher.Op.NOT_REGEX);

    private String id = "";
    private final List<MatcherText> legacyMatchers = new ArrayList<>();
    private final List<List<MatcherText>> matcherSets = new ArrayList<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant expiresAt;
    private String createdBy = "";
    private String comment = "";
    private boolean hasLegacyComment;
    private String legacyAuthor = "";
    private String legacyComment = "";

    private SilenceMessage() {}

    /** @param in a MeshSilence */
    static Silence read(ProtoReader in) {
        SilenceMessage silence = new SilenceMessage();
        while (in.next()) {
            if (in.field() == 1) {
                silence.fields(in.message());
            } else if (in.field() == 2) {
                silence.expiresAt = Timestamps.read(in);
            }
        }
        return silence.whole();
    }

    private void fields(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.text();
                case 2 -> legacyMatchers.add(matcher(in.message()));
                case 3 -> startsAt = Timestamps.read(in);
                case 4 -> endsAt = Timestamps.read(in);
                case 5 -> updatedAt = Timestamps.read(in);
                case 7 -> legacyComment(in.message());
                case 8 -> createdBy = in.text();
                case 9 -> comment = in.text();
                case 10 -> annotation(in.message());
                case 11 -> matcherSets.add(matcherSet(in.message()));
                case 12 ->
                    throw new MalformedMessage(
                            "silence %s is for some receivers only, which Tocsin does not know: it would silence all"
                                    .formatted(id));
                default -> {
                    // Of a later version; skipped.
                }
            }
        }
    }

    private static List<MatcherText> matcherSet(ProtoReader in) {
        List<MatcherText> matchers = new ArrayList<>();
        while (in.next()) {
            if (in.field() == 1) {
                matchers.add(matcher(in.message()));
            }
        }
        return matchers;
    }

    private static MatcherText matcher(ProtoReader in) {
        long type = 0;
        String name = "";
        String pattern = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = in.number();
                case 2 -> name = in.text();
                case 3 -> pattern = in.text();
                default -> {
                    // Of a later version; skipped.
                }
            }
        }
        if (type < 0 || type >= OPS.size()) {
            throw new MalformedMessage("a matcher of `%s` has the unknown type %d".formatted(name, type));
        }
        return new MatcherText(name, OPS.get((int) type), pattern);
    }

    /** Only the first counts, as upstream. */
    private void legacyComment(ProtoReader in) {
        if (hasLegacyComment) {
            return;
        }
        hasLegacyComment = true;
        while (in.next()) {
            if (in.field() == 1) {
                legacyAuthor = in.text();
            } else if (in.field() == 2) {
                legacyComment = in.text();
            }
        }
    }

    private void annotation(ProtoReader in) {
        String name = "";
        String value = "";
        while (in.next()) {
            if (in.field() == 1) {
                name = in.text();
            } else if (in.field() == 2) {
                value = in.text();
            }
        }
        annotations.put(name, value);
    }

    private Silence whole() {
        if (id.isEmpty()) {
            throw new MalformedMessage("it is a silence without an id");
        }
        return Silence.ofWritten(
                id,
                matcherSets.isEmpty() ? List.of(legacyMatchers) : matcherSets,
                Timestamps.required(startsAt, "start"),
                Timestamps.required(endsAt, "end"),
                Timestamps.required(updatedAt, "time of its last change"),
                hasLegacyComment ? legacyAuthor : createdBy,
                hasLegacyComment ? legacyComment : comment,
                annotations,
                Timestamps.required(expiresAt, "time of expiry"));
    }
}
