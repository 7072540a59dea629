package tocsin.router.silence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.GoQuote;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;

/** Which requests are refused, in Alertmanager's order and words, and which edits keep the id. Pure. */
final class SilenceRules {
    private final LabelNames names;
    private final int minMatchers;

    /** @param minMatchers that every set needs; those that match the empty string do not count */
    SilenceRules(LabelNames names, int minMatchers) {
        this.names = names;
        this.minMatchers = minMatchers;
    }

    /** The first problem, null when there is none. */
    @Nullable
    String problem(SilenceRequest request, Instant now) {
        if (request.startsAt() != null && !request.startsAt().isBefore(request.endsAt())) {
            return "Failed to create silence: start time must be before end time";
        }
        if (request.endsAt().isBefore(now)) {
            return "Failed to create silence: end time can't be in the past";
        }
        String problem = problem(request.matcherSets());
        return problem == null ? null : "invalid silence: " + problem;
    }

    private @Nullable String problem(List<List<Matcher>> sets) {
        if (sets.isEmpty()) {
            return "at least one matcher set required";
        }
        for (int set = 0; set < sets.size(); set++) {
            String problem = problem(set, sets.get(set));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String problem(int set, List<Matcher> matchers) {
        if (matchers.isEmpty()) {
            return "matcher set %d is empty".formatted(set);
        }
        for (int i = 0; i < matchers.size(); i++) {
            String problem = problem(matchers.get(i));
            if (problem != null) {
                return "invalid label matcher %d in set %d: %s".formatted(i, set, problem);
            }
        }
        return tooFew(set, matchers);
    }

    private @Nullable String tooFew(int set, List<Matcher> matchers) {
        long counted =
                matchers.stream().filter(matcher -> !matchesEmpty(matcher)).count();
        if (counted == 0) {
            return "matcher set %d: at least one matcher must not match the empty string".formatted(set);
        }
        return counted >= minMatchers
                ? null
                : "matcher set %d: --silences.min-matchers asks for %d matchers that do not match the empty string, found %d; name more labels"
                        .formatted(set, minMatchers, counted);
    }

    private @Nullable String problem(Matcher matcher) {
        if (!names.isValid(matcher.name())) {
            return "invalid label name " + GoQuote.quote(matcher.name());
        }
        if (!LabelNames.isValidText(matcher.value())) {
            return "invalid label value " + GoQuote.quote(matcher.value());
        }
        return switch (matcher.op()) {
            case EQUAL, NOT_EQUAL -> null;
            case REGEX, NOT_REGEX -> regexProblem(matcher.value());
        };
    }

    /** A {@link Matcher} compiles the text with anchors around it, which also accepts {@code foo)|(bar}. */
    private static @Nullable String regexProblem(String bare) {
        try {
            Pattern.compile(bare);
            return null;
        } catch (PatternSyntaxException e) {
            return "invalid regular expression %s: %s".formatted(GoQuote.quote(bare), asGoSaysIt(bare, e));
        }
    }

    /** RE2/J calls a parenthesis that closes nothing an internal error, which helps nobody. */
    private static String asGoSaysIt(String bare, PatternSyntaxException e) {
        return e.getPattern().equals("stack underflow")
                ? "error parsing regexp: unexpected ): `%s`".formatted(bare)
                : e.getMessage();
    }

    /** Negative matchers never count, although they match an alert that lacks the label. */
    private static boolean matchesEmpty(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL, REGEX -> matcher.matches("");
            case NOT_EQUAL, NOT_REGEX -> false;
        };
    }

    /** Whether the stored silence may become what is asked for under its id, without falsifying what was silenced when. */
    static boolean keepsId(Silence stored, SilenceRequest request, Instant now) {
        if (!stored.matcherSets().equals(request.matcherSets())) {
            return false;
        }
        return switch (stored.stateAt(now)) {
            case PENDING -> !request.startAt(now).isBefore(now);
            case ACTIVE ->
                request.startAt(now).getEpochSecond() == stored.startsAt().getEpochSecond()
                        && !request.endsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }
}
