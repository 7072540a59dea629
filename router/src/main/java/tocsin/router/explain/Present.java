package tocsin.router.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tocsin.delivery.IntegrationId;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.RouteNode;

/**
 * Explains an alert as it is now, or one that would come now: from the state of the router, and of the records only what the
 * state does not tell, such as why a delivery failed. Pure; any thread, rather not that of the router.
 */
public final class Present {
    private final AlertFacts facts;
    private final History history;
    private final Words words;
    private final Instant now;
    private final Labels labels;

    private Present(AlertFacts facts, History history) {
        this.facts = facts;
        this.history = history;
        this.now = facts.now().at();
        this.words = new Words(now);
        this.labels = facts.alert().labels();
    }

    /** @param rule what the rule gate says, which the router does not know */
    public static Explanation explain(AlertFacts facts, Finding rule, History history) {
        return new Present(facts, history).explanation(rule);
    }

    private Explanation explanation(Finding rule) {
        List<GroupStory> groups = facts.groups().stream().map(this::story).toList();
        return new Explanation(
                labels,
                facts.held() ? Explanation.Kind.HELD : Explanation.Kind.HYPOTHETICAL,
                now,
                sentence(rule, groups),
                List.of(rule, ingest(), route()),
                groups,
                remarks());
    }

    private static List<String> remarks() {
        return List.of("what comes next holds if no alert arrives, nobody changes a silence or the configuration, and"
                + " receivers take what they are sent");
    }

    // One sentence.

    private String sentence(Finding rule, List<GroupStory> groups) {
        String subject = facts.held() ? Words.name(labels) + " " + words.state(facts.alert(), now) : absent(rule);
        if (groups.isEmpty()) {
            return subject + (facts.held() ? ", and" : "") + " is not routed: there is no configuration yet.";
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            parts.add(part(facts.groups().get(i), groups.get(i)));
        }
        return subject + (facts.held() ? ": " : " would go this way: ") + String.join("; ", parts) + ".";
    }

    /** A rule may wait with an alert that nobody else has heard of. */
    private String absent(Finding rule) {
        String why = rule.effect() == Effect.WAITS
                ? "%s is not sent yet, %s".formatted(Words.name(labels), rule.text())
                : "There is no alert with these labels";
        return why + "; one that fired from now on";
    }

    private String part(GroupFacts group, GroupStory story) {
        String receiver = story.receiver();
        if (!group.subject()) {
            return receiver + " has nothing more to hear of it";
        }
        String held = story.findings().stream()
                .filter(Finding::holdsBack)
                .map(Finding::text)
                .findFirst()
                .map(text -> " is not notified, because it is " + text)
                .orElse("");
        if (story.integrations().isEmpty()) {
            return "receiver %s has no integration, so nobody is told".formatted(receiver) + held;
        }
        Map<String, List<String>> byText = story.integrations().stream()
                .collect(Collectors.groupingBy(
                        each -> (held.isEmpty() ? status(each) : held) + "; next: " + each.next(),
                        LinkedHashMap::new,
                        Collectors.mapping(each -> each.integration().toString(), Collectors.toList())));
        return byText.entrySet().stream()
                .map(each -> (byText.size() == 1 ? receiver : String.join(" and ", each.getValue())) + each.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String status(IntegrationStory story) {
        Effect delivery = story.delivery().effect();
        return delivery == Effect.FAILS || delivery == Effect.WAITS
                ? ": " + story.delivery().text()
                : " " + story.dedup().text();
    }

    // Before the groups.

    private Finding ingest() {
        String turnedAway = history.turnedAway(labels, now)
                .map(intake -> "; " + IntakeWords.turnedAway(intake, labels, facts.alertsPerName(), words))
                .orElse("");
        if (!facts.held()) {
            boolean overLimit = history.turnedAway(labels, now)
                    .map(intake -> intake.overLimit().contains(labels))
                    .orElse(false);
            return Finding.of(
                    Gate.INGEST,
                    overLimit ? Effect.HOLDS_BACK : Effect.PASSES,
                    "no alert with these labels is held" + turnedAway);
        }
        return new Finding(
                Gate.INGEST,
                Effect.PASSES,
                arrival(facts.alert()) + turnedAway,
                facts.alert().endsAt(),
                List.of());
    }

    private String arrival(Alert alert) {
        Instant end = alert.endsAt();
        if (alert.origin() == Alert.Origin.RULE) {
            return end == null
                    ? "given by a rule of this process, which alone can end it"
                    : "its rule ended it at " + words.time(end);
        }
        String last = "posted by API, last changed at " + words.time(alert.updatedAt());
        if (end == null) {
            return last;
        }
        String why = alert.timeout() ? ", resolve_timeout after it was last posted" : "";
        return alert.resolvedAt(now)
                ? "%s; it ended at %s%s".formatted(last, words.time(end), why)
                : "%s; it ends at %s%s, unless it is posted again".formatted(last, words.time(end), why);
    }

    private Finding route() {
        NodeExplanation route = facts.route();
        if (route == null) {
            return Finding.of(Gate.ROUTE, Effect.WAITS, "there is no configuration yet");
        }
        String reached = route.reached().stream().map(Present::reached).collect(Collectors.joining(", "));
        return Finding.of(Gate.ROUTE, Effect.PASSES, "reaches " + reached);
    }

    private static String reached(RouteNode node) {
        String matchers =
                node.route().matchers().stream().map(Matcher::toString).collect(Collectors.joining(","));
        return matchers.isEmpty()
                ? "receiver %s by the default route".formatted(node.route().receiver())
                : "receiver %s by {%s}".formatted(node.route().receiver(), matchers);
    }

    // Groups.

    private GroupStory story(GroupFacts group) {
        Map<IntegrationId, Next> next = group.subject() ? Course.of(group, labels, facts.now()) : Map.of();
        IntegrationWords integrations = new IntegrationWords(facts, group, history, words);
        return new GroupStory(
                group.route().receiver(),
                group.standing().node().id(),
                group.groupKey(),
                group.standing().id().labels(),
                new GateWords(facts, group, history, words).findings(),
                group.integrations().stream()
                        .map(each -> integrations.story(
                                each, Objects.requireNonNullElse(next.get(each.id()), new Next.Never())))
                        .toList());
    }
}
