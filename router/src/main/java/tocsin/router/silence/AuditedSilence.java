package tocsin.router.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.model.Matcher;

/**
 * What an audit remembers of one version of a silence. Long texts are cut: thousands of records must stay small, whatever
 * was asked for.
 *
 * @param id empty when there was none yet
 * @param matchers as {@code name="value"}, of all sets
 */
public record AuditedSilence(
        String id, List<String> matchers, Instant startsAt, Instant endsAt, String createdBy, String comment) {
    private static final String CUT = "…";
    private static final int MATCHER_CHARACTERS = 2_000;
    private static final int COMMENT_CHARACTERS = 500;
    private static final int NAME_CHARACTERS = 200;

    public AuditedSilence {
        id = cut(id, NAME_CHARACTERS);
        matchers = List.copyOf(matchers);
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        createdBy = cut(createdBy, NAME_CHARACTERS);
        comment = cut(comment, COMMENT_CHARACTERS);
    }

    static AuditedSilence of(Silence silence) {
        Silence.Defect defect = silence.defect();
        return new AuditedSilence(
                silence.id(),
                texts(
                        defect == null
                                ? silence.matcherSets().stream()
                                        .flatMap(List::stream)
                                        .map(Matcher::toString)
                                : defect.written().stream()
                                        .flatMap(List::stream)
                                        .map(AuditedSilence::text)),
                silence.startsAt(),
                silence.endsAt(),
                silence.createdBy(),
                silence.comment());
    }

    /** What somebody asked for and did not get. */
    static AuditedSilence of(SilenceRequest request, Instant now) {
        return new AuditedSilence(
                request.id() == null ? "" : request.id(),
                texts(request.matcherSets().stream().flatMap(List::stream).map(Matcher::toString)),
                request.startAt(now),
                request.endsAt(),
                request.createdBy(),
                request.comment());
    }

    private static String text(MatcherText written) {
        return written.name() + written.op().symbol() + '"' + written.value() + '"';
    }

    private static List<String> texts(Stream<String> matchers) {
        List<String> kept = new ArrayList<>();
        int left = MATCHER_CHARACTERS;
        int more = 0;
        for (String text : matchers.toList()) {
            if (left > 0) {
                kept.add(cut(text, left));
                left -= text.length();
            } else {
                more++;
            }
        }
        if (more > 0) {
            kept.add("… %d more".formatted(more));
        }
        return kept;
    }

    /** Not in the middle of a character; what was cut already stays as it is. */
    static String cut(String text, int most) {
        if (text.length() <= most || (text.length() <= most + 1 && text.endsWith(CUT))) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + CUT;
    }
}
