package tocsin.server.api;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tocsin.model.Matcher;
import tocsin.model.RegexBudget;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.matcher.MatcherParser;

/** The parameters of a request as Alertmanager reads them: of a repeated one the last counts, an empty one is absent. */
final class QueryParameters {
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    private static final char REPLACEMENT = '\uFFFD';
    private static final String ENCODED_REPLACEMENT = "%EF%BF%BD";

    private final MultiMap parameters;
    private final boolean replacementMeansInvalid;
    private final RegexBudget budget = new RegexBudget();

    private QueryParameters(MultiMap parameters, boolean replacementMeansInvalid) {
        this.parameters = parameters;
        this.replacementMeansInvalid = replacementMeansInvalid;
    }

    /** Those of the request. Bytes that are no UTF-8 were replaced in them, unless the client wrote the replacement itself. */
    static QueryParameters of(RoutingContext context) {
        String query = context.request().query();
        boolean written = query == null || query.toUpperCase(Locale.ROOT).contains(ENCODED_REPLACEMENT);
        return new QueryParameters(context.queryParams(), !written);
    }

    /** True when absent. Never fails: what is not one of the words for true is false. */
    boolean unlessDenied(String name) {
        String text = text(name);
        return text.isEmpty() || TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Empty when absent. */
    String text(String name) {
        List<String> all = parameters.getAll(name);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /**
     * A whole number.
     *
     * @param absent what an absent one means
     * @throws ApiFailure when it is none from 0 to the greatest
     */
    int number(String name, int absent, int greatest) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= greatest) {
            return Integer.parseInt(text);
        }
        throw ApiFailure.badRequest(
                "parameter %s: `%s` is not a whole number from 0 to %d".formatted(name, text, greatest), null);
    }

    /**
     * All matchers of a repeatable parameter, one in each.
     *
     * @param prefix of the message about one that cannot be read
     */
    List<Matcher> matchers(String name, MatcherMode mode, String prefix) {
        MatcherParser parser = new MatcherParser(mode);
        try {
            return parameters.getAll(name).stream()
                    .flatMap(text -> parser.parseSingle(valid(text)).matchers().stream())
                    .map(budget::take)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiFailure.semantic(400, prefix + e.getMessage());
        }
    }

    /**
     * A regular expression for the whole of a text; empty when absent.
     *
     * @param prefix of the message about one that cannot be read
     */
    Optional<Matcher> regex(String name, String prefix) {
        String text = text(name);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(budget.take(new Matcher(name, Matcher.Op.REGEX, text)));
        } catch (IllegalArgumentException e) {
            throw ApiFailure.semantic(400, prefix + e.getMessage());
        }
    }

    /** A filter that can match nothing must not look as if nothing were there. */
    private String valid(String matcher) {
        if (replacementMeansInvalid && matcher.indexOf(REPLACEMENT) >= 0) {
            throw ApiFailure.semantic(400, "matcher value not valid UTF-8: \"%s\"".formatted(matcher));
        }
        return matcher;
    }
}
