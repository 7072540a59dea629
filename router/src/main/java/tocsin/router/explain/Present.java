package tocsin.router.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
    /** When an alert comes that only its rule knows of; else long ago. */
    private final Instant comes;

    private Present(AlertFacts facts, Finding rule, History history) {
        this.facts = facts;
        this.history = history;
        this.now = facts.now().at();
        this.words = new Words(now);
        this.labels = facts.alert().labels();
        Instant fires = rule.until();
        boolean pending = !facts.held() && rule.effect() == Effect.WAITS && fires != null && fires.isAfter(now);
        this.comes = pending ? fires : Instant.MIN;
    }

    /** @param rule what the rule gate says, which the router does not know */
    public static Explanation explain(AlertFacts facts, Finding rule, History history) {
        return new Present(facts, rule, history).explanation(rule);
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
        String before = "";
        for (int i = 0; i < groups.size(); i++) {
            boolean isIn = facts.groups().get(i).subject();
            String held = isIn ? held(groups.get(i)) : "";
            parts.add(isIn ? part(groups.get(i), held, before) : done(groups.get(i)));
            before = held;
        }
        return subject + (facts.held() ? ": " : " would go this way: ") + String.join("; ", parts) + ".";
    }

    /** A rule may wait with an alert that nobody else has heard of. */
    private String absent(Finding rule) {
        if (rule.effect() != Effect.WAITS) {
            return "There is no alert with exactly these labels; one that fired from now on";
        }
        return "%s is not sent yet, %s; %s"
                .formatted(
                        Words.name(labels),
                        rule.text(),
                        comes.isAfter(now)
                                ? "fired at %s, it".formatted(words.time(comes))
                                : "one that fired from now on");
    }

    private static String done(GroupStory story) {
        return story.receiver() + " has nothing more to hear of it";
    }

    /** Why the alert is held back before it comes to the receiver; empty when it is not. */
    private static String held(GroupStory story) {
        return story.findings().stream()
                .filter(Finding::holdsBack)
                .map(Finding::text)
                .findFirst()
                .orElse("");
    }

    /** @param before why the group before was held back */
    private static String part(GroupStory story, String held, String before) {
        String receiver = story.receiver();
        if (story.integrations().isEmpty()) {
            return "receiver %s has no integration, so nobody is told".formatted(receiver);
        }
        if (held.isEmpty()) {
            return each(story, receiver, integration -> status(integration) + "; next: " + integration.next());
        }
        String why = held.equals(before)
                ? " is not notified for the same reason; next: "
                : " is not notified, because it is %s; next: ".formatted(held);
        return receiver + why + each(story, "", integration -> integration.next());
    }

    /** What is true of all is said once. */
    private static String each(GroupStory story, String all, Function<IntegrationStory, String> text) {
        Map<String, List<String>> byText = story.integrations().stream()
                .collect(Collectors.groupingBy(
                        text,
                        LinkedHashMap::new,
                        Collectors.mapping(each -> each.integration().toString(), Collectors.toList())));
        if (byText.size() == 1) {
            return all + text.apply(story.integrations().get(0));
        }
        String between = all.isEmpty() ? ": " : "";
        return byText.entrySet().stream()
                .map(each -> String.join(" and ", each.getValue()) + between + each.getKey())
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

    private GroupStory story(GroupFacts asked) {
        GroupFacts group = comes.isAfter(now) ? asked.beginning(Duration.between(now, comes)) : asked;
        Map<IntegrationId, Next> next = course(group);
        Map<IntegrationId, Next> lasting = group.endsUnlessPosted(now) ? course(group.lasting(now)) : next;
        IntegrationWords integrations = new IntegrationWords(facts, group, history, words);
        return new GroupStory(
                group.route().receiver(),
                group.standing().node().id(),
                group.groupKey(),
                group.standing().id().labels(),
                new GateWords(facts, group, history, words).findings(),
                group.integrations().stream()
                        .map(each -> integrations.story(each, of(next, each), of(lasting, each)))
                        .toList());
    }

    private Map<IntegrationId, Next> course(GroupFacts group) {
        return group.subject() ? Course.of(group, labels, comes, facts.now()) : Map.of();
    }

    private static Next of(Map<IntegrationId, Next> next, IntegrationFacts integration) {
        return Objects.requireNonNullElse(next.get(integration.id()), new Next.Never());
    }
}
