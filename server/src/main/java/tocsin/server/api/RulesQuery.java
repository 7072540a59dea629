package tocsin.server.api;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.model.Labels;
import tocsin.model.RegexBudget;
import tocsin.model.Utf8Order;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.promql.PromqlParser;
import tocsin.rules.promql.VectorSelector;

/** The parameters of {@code /api/v1/rules}. Different parameters are ANDed, repeats of one are ORed. */
record RulesQuery(
        Predicate<GroupSnapshot> groups,
        Predicate<Rule> rules,
        boolean excludeAlerts,
        int groupLimit,
        @Nullable String nextToken) {
    private static final String NON_EMPTY = "must contain at least one non-empty matcher";
    private static final Set<String> TRUE = Set.of("1", "t", "true");
    private static final Set<String> FALSE = Set.of("0", "f", "false");
    private static final Comparator<GroupSnapshot> BY_FILE_AND_NAME = Comparator.<GroupSnapshot, String>comparing(
                    snapshot -> snapshot.group().file(), Utf8Order::compare)
            .thenComparing(snapshot -> snapshot.group().name(), Utf8Order::compare);

    /** @throws IllegalArgumentException with the text of the answer when a parameter is not valid */
    static RulesQuery of(MultiMap parameters) {
        int limit = limit(parameters.get("group_limit"));
        String token = emptyAsAbsent(parameters.get("group_next_token"));
        if (token != null && limit == 0) {
            throw invalid("group_limit", "group_limit needs to be set in order to paginate over the groups");
        }
        List<String> files = all(parameters, "file[]", "file");
        List<String> groupNames = all(parameters, "rule_group[]", "rule_group");
        Predicate<GroupSnapshot> groups = snapshot -> (files.isEmpty()
                        || files.contains(snapshot.group().file()))
                && (groupNames.isEmpty() || groupNames.contains(snapshot.group().name()));
        return new RulesQuery(groups, rules(parameters), excludeAlerts(parameters.get("exclude_alerts")), limit, token);
    }

    /** @throws IllegalArgumentException when the token names no group */
    RulesPage page(List<GroupSnapshot> all) {
        List<GroupSnapshot> kept = all.stream()
                .filter(groups)
                .map(this::filtered)
                .filter(snapshot -> !snapshot.rules().isEmpty())
                .sorted(BY_FILE_AND_NAME)
                .toList();
        if (groupLimit == 0) {
            return new RulesPage(kept, null);
        }
        int from = nextToken == null ? 0 : indexOf(kept, nextToken);
        int to = Math.min(kept.size(), from + groupLimit);
        return new RulesPage(kept.subList(from, to), to < kept.size() ? token(kept.get(to)) : null);
    }

    private GroupSnapshot filtered(GroupSnapshot snapshot) {
        List<RuleSnapshot> kept = snapshot.rules().stream()
                .filter(rule -> rules.test(rule.rule()))
                .toList();
        return new GroupSnapshot(
                snapshot.group(),
                snapshot.interval(),
                snapshot.queryOffset(),
                snapshot.lastEvaluation(),
                snapshot.evaluationTime(),
                kept);
    }

    private static int indexOf(List<GroupSnapshot> groups, String token) {
        for (int i = 0; i < groups.size(); i++) {
            if (token(groups.get(i)).equals(token)) {
                return i;
            }
        }
        throw invalid("group_next_token", "invalid group_next_token '%s'. were rule groups changed?".formatted(token));
    }

    private static String token(GroupSnapshot snapshot) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String id = snapshot.group().id();
            return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Predicate<Rule> rules(MultiMap parameters) {
        List<String> names = all(parameters, "rule_name[]", "rule_name");
        List<VectorSelector> selectors = selectors(parameters.getAll("match[]"));
        Predicate<Rule> kind = kind(parameters.get("type"));
        return rule -> kind.test(rule)
                && (names.isEmpty() || names.contains(rule.name()))
                && (selectors.isEmpty() || selectors.stream().anyMatch(selector -> selects(selector, rule)));
    }

    private static Predicate<Rule> kind(@Nullable String type) {
        if (type == null || type.isEmpty()) {
            return rule -> true;
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "alert" -> rule -> rule instanceof AlertingRule;
            case "record" -> rule -> !(rule instanceof AlertingRule);
            default -> throw invalid("type", "not supported value \"%s\"".formatted(type));
        };
    }

    private static List<VectorSelector> selectors(List<String> texts) {
        RegexBudget budget = new RegexBudget();
        List<VectorSelector> selectors = new ArrayList<>();
        for (String text : texts) {
            VectorSelector selector = selector(text);
            try {
                selector.matchers().forEach(budget::take);
            } catch (IllegalArgumentException e) {
                throw invalid("match[]", String.valueOf(e.getMessage()));
            }
            selectors.add(selector);
        }
        return selectors;
    }

    private static VectorSelector selector(String text) {
        return PromqlParser.parseSelector(text).fold(parsed -> parsed, error -> {
            if (error.message().endsWith(NON_EMPTY)) {
                throw new IllegalArgumentException("match[] " + NON_EMPTY);
            }
            throw invalid("match[]", error.toString());
        });
    }

    private static boolean selects(VectorSelector selector, Rule rule) {
        return selector.matches(Labels.of(rule.labels()));
    }

    private static boolean excludeAlerts(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower) || FALSE.contains(lower)) {
            return TRUE.contains(lower);
        }
        throw invalid("exclude_alerts", "\"%s\" is not a boolean; write true or false".formatted(text));
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit > 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw invalid("group_limit", "\"%s\" is not a whole number".formatted(text));
        }
        throw invalid("group_limit", "group_limit needs to be greater than 0");
    }

    private static @Nullable String emptyAsAbsent(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static List<String> all(MultiMap parameters, String name, String alias) {
        List<String> values = new ArrayList<>(parameters.getAll(name));
        values.addAll(parameters.getAll(alias));
        return values;
    }

    private static IllegalArgumentException invalid(String parameter, String reason) {
        return new IllegalArgumentException("invalid parameter \"%s\": %s".formatted(parameter, reason));
    }
}
