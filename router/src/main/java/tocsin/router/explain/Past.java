package tocsin.router.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;

/**
 * Explains an alert as it was at an instant, from the decision records. It knows what flushes decided, and nothing of what was
 * between two of them. Pure; any thread, rather not that of the router.
 */
public final class Past {
    private final Labels labels;
    private final Instant at;
    private final History history;
    private final Words words;

    private Past(Labels labels, Instant at, History history) {
        this.labels = labels;
        this.at = at;
        this.history = history;
        this.words = new Words(at);
    }

    /** Whether the alert stands in some record. */
    public static boolean isRecorded(Labels labels, History history) {
        return !history.groupsOf(labels).isEmpty()
                || history.turnedAway(labels, Instant.MAX).isPresent();
    }

    /**
     * @param rule what the rule gate says, which the router does not know
     * @param alertsPerName how many alerts of one name are taken in; zero for all
     */
    public static Explanation explain(Labels labels, Instant at, Finding rule, int alertsPerName, History history) {
        return new Past(labels, at, history).explanation(rule, alertsPerName);
    }

    /** In the order in which the alert came into them. */
    private record Seen(Replay replay, FlushRecord joined, FlushRecord last) {}

    private Explanation explanation(Finding rule, int alertsPerName) {
        List<Seen> seen = history.groupsOf(labels).stream()
                .map(group -> seen(new Replay(history.of(group), labels, at)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Seen each) -> each.last().routeId()))
                .toList();
        return new Explanation(
                labels,
                Explanation.Kind.RECORDED,
                at,
                sentence(seen),
                List.of(rule, ingest(alertsPerName), route(seen)),
                seen.stream().map(this::story).toList(),
                remarks(seen));
    }

    private static Optional<Seen> seen(Replay replay) {
        FlushRecord joined = replay.joined();
        FlushRecord last = replay.last();
        return joined == null || last == null ? Optional.empty() : Optional.of(new Seen(replay, joined, last));
    }

    // One sentence.

    private String sentence(List<Seen> seen) {
        if (seen.isEmpty()) {
            return "Of %s at %s nothing is on record: %s.".formatted(Words.name(labels), words.time(at), unseen());
        }
        String subject = "At %s %s".formatted(words.time(at), Words.name(labels));
        String parts = seen.stream().map(this::part).collect(Collectors.joining("; "));
        return "%s %s: %s.".formatted(subject, seen.get(0).replay().firing() ? "fired" : "was resolved", parts);
    }

    private String unseen() {
        Optional<Instant> oldest = history.oldest();
        if (oldest.isEmpty()) {
            return "no flush is on record yet";
        }
        return oldest.get().isAfter(at)
                ? "the records reach back to %s only".formatted(words.time(oldest.get()))
                : "no flush on record had seen it by then";
    }

    private String part(Seen seen) {
        String receiver = seen.last().receiver();
        if (!seen.replay().member()) {
            return "%s had nothing more to hear of it since %s"
                    .formatted(receiver, words.time(seen.last().at()));
        }
        if (seen.replay().verdict() instanceof Verdict.Muted muted) {
            return "%s was not notified, because it was %s".formatted(receiver, muted(muted));
        }
        List<String> each = seen.replay().integrations().stream()
                .map(integration -> integration + " " + told(seen, integration))
                .toList();
        return each.isEmpty()
                ? "receiver %s has no integration, so nobody was told".formatted(receiver)
                : String.join(", ", each);
    }

    private static String muted(Verdict.Muted muted) {
        return switch (muted.reason()) {
            case INHIBITION -> "inhibited by the alert " + String.join(", ", muted.by());
            case ACTIVE_TIME_INTERVAL -> "outside of the active times " + Words.quoted(muted.by());
            case MUTE_TIME_INTERVAL -> "inside the mute times " + Words.quoted(muted.by());
            case SILENCE -> "silenced by " + String.join(", ", muted.by());
        };
    }

    private String told(Seen seen, IntegrationId integration) {
        Replay.Notice notice = seen.replay().notice(integration);
        return notice == null
                ? "was not notified of it" + failure(seen.last(), integration)
                : "was notified last at %s that it %s (%s)"
                        .formatted(
                                words.time(notice.at()),
                                notice.firing() ? "fires" : "is resolved",
                                notice.how().reason().text());
    }

    private String failure(FlushRecord flush, IntegrationId integration) {
        return DecisionWords.of(flush, integration, words)
                .filter(finding -> finding.effect() == Effect.FAILS)
                .map(finding -> ": " + finding.text())
                .orElse("");
    }

    // Gates.

    private Finding ingest(int alertsPerName) {
        return history.turnedAway(labels, at)
                .map(intake -> Finding.of(
                        Gate.INGEST,
                        intake.overLimit().contains(labels) ? Effect.HOLDS_BACK : Effect.PASSES,
                        IntakeWords.turnedAway(intake, labels, alertsPerName, words)))
                .orElseGet(() -> Finding.of(
                        Gate.INGEST, Effect.PASSES, "nothing with its labels was turned away, as far as is recorded"));
    }

    private Finding route(List<Seen> seen) {
        return seen.isEmpty()
                ? Finding.of(Gate.ROUTE, Effect.UNKNOWN, unseen())
                : Finding.of(
                        Gate.ROUTE,
                        Effect.PASSES,
                        "reached "
                                + seen.stream()
                                        .map(each -> "receiver %s by %s"
                                                .formatted(
                                                        each.last().receiver(),
                                                        each.last().routeId()))
                                        .collect(Collectors.joining(", ")));
    }

    private List<String> remarks(List<Seen> seen) {
        List<String> remarks = new ArrayList<>();
        remarks.add("told from the records of flushes; what was between two of them is not recorded");
        history.oldest()
                .filter(oldest -> seen.stream().anyMatch(each -> !each.replay().fromTheBeginning()))
                .ifPresent(oldest -> remarks.add("the records reach back to %s only, and not to when the alert came"
                        .formatted(words.time(oldest))));
        if (!history.complete()) {
            remarks.add(
                    "there are more records than are read for one question, so some of those far from %s are left out"
                            .formatted(words.time(at)));
        }
        if (wentBack()) {
            remarks.add("the clock was set back in between; records are read in the order in which they were written");
        }
        return remarks;
    }

    private boolean wentBack() {
        List<FlushRecord> flushes = history.flushes();
        for (int i = 1; i < flushes.size(); i++) {
            boolean sameGroup = flushes.get(i).group().equals(flushes.get(i - 1).group());
            if (sameGroup && flushes.get(i).at().isBefore(flushes.get(i - 1).at())) {
                return true;
            }
        }
        return false;
    }

    private GroupStory story(Seen seen) {
        FlushRecord last = seen.last();
        List<Finding> findings = new ArrayList<>();
        findings.add(group(seen));
        for (SuppressionReason reason : List.of(
                SuppressionReason.ACTIVE_TIME_INTERVAL,
                SuppressionReason.MUTE_TIME_INTERVAL,
                SuppressionReason.INHIBITION,
                SuppressionReason.SILENCE)) {
            findings.add(gate(seen, reason));
        }
        return new GroupStory(
                last.receiver(),
                last.routeId(),
                last.groupKey(),
                last.group().labels(),
                findings,
                seen.replay().integrations().stream()
                        .map(integration -> integration(seen, integration))
                        .toList());
    }

    private Finding group(Seen seen) {
        String text = "%s %s (flush %d); %s %d, at %s, with %d firing and %d resolved%s"
                .formatted(
                        seen.replay().fromTheBeginning() ? "first flushed at" : "on record since",
                        words.time(seen.joined().at()),
                        seen.joined().number(),
                        vouchesForThen(seen.last())
                                ? "nothing was new since flush"
                                : "the last flush on record before was",
                        seen.last().number(),
                        words.time(seen.last().at()),
                        seen.last().firing(),
                        seen.last().resolved(),
                        seen.replay().member() ? "" : "; after it the group let the alert go");
        return Finding.of(Gate.GROUP, seen.replay().member() ? Effect.PASSES : Effect.NOTHING_NEW, text);
    }

    /** Whether flushes between it and the time that is asked for would be on record, had they come to anything else. */
    private boolean vouchesForThen(FlushRecord last) {
        return last.isQuiet() && !at.isAfter(last.vouchesUntil());
    }

    private Finding gate(Seen seen, SuppressionReason reason) {
        Gate gate = gateOf(reason);
        if (seen.replay().verdict() instanceof Verdict.Muted muted) {
            if (muted.reason() == reason) {
                return new Finding(gate, Effect.HOLDS_BACK, muted(muted), null, muted.by());
            }
            boolean asked = reason.compareTo(muted.reason()) < 0;
            return asked
                    ? Finding.of(gate, Effect.PASSES, "let it pass")
                    : Finding.of(gate, Effect.UNKNOWN, "not asked, as it was held back before");
        }
        boolean broken = seen.last().decisions().stream()
                .anyMatch(decision -> decision instanceof Decision.LetPass open && open.gate() == reason);
        return Finding.of(gate, Effect.PASSES, broken ? "broke, and let everything pass; see the log" : "let it pass");
    }

    private static Gate gateOf(SuppressionReason reason) {
        return switch (reason) {
            case INHIBITION -> Gate.INHIBIT;
            case ACTIVE_TIME_INTERVAL -> Gate.ACTIVE_TIME;
            case MUTE_TIME_INTERVAL -> Gate.MUTE_TIME;
            case SILENCE -> Gate.SILENCE;
        };
    }

    private IntegrationStory integration(Seen seen, IntegrationId integration) {
        Replay.Notice notice = seen.replay().notice(integration);
        Finding dedup =
                Finding.of(Gate.DEDUP, notice == null ? Effect.NOTHING_NEW : Effect.PASSES, told(seen, integration));
        Finding delivery = DecisionWords.of(seen.last(), integration, words)
                .orElseGet(() -> Finding.of(
                        Gate.DELIVERY,
                        Effect.NOTHING_NEW,
                        "the flush of %s came to no decision for it"
                                .formatted(words.time(seen.last().at()))));
        FlushRecord later = later(seen, integration);
        return new IntegrationStory(
                integration,
                dedup,
                delivery,
                later == null ? "no later delivery in this group is on record" : after(later, integration),
                later == null ? null : later.at());
    }

    /** The next flush that delivered something or failed to. */
    private @Nullable FlushRecord later(Seen seen, IntegrationId integration) {
        return seen.replay().later().stream()
                .filter(flush -> DecisionWords.of(flush, integration, words)
                        .filter(finding -> finding.effect() != Effect.NOTHING_NEW)
                        .isPresent())
                .findFirst()
                .orElse(null);
    }

    private String after(FlushRecord later, IntegrationId integration) {
        return Objects.requireNonNull(
                DecisionWords.of(later, integration, words).map(Finding::text).orElse(""));
    }
}
