package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.router.group.GroupStanding;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Tick;
import tocsin.router.inhibit.Inhibition;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.RouteTimes;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceState;

/** The group and the gates in front of its receiver, as they judge the alert now. */
final class GateWords {
    /** Silences that follow one another without a gap; more are not looked at. */
    private static final int MOST_SILENCES = 1_000;

    private final AlertFacts facts;
    private final GroupFacts group;
    private final History history;
    private final Words words;
    private final Instant now;

    GateWords(AlertFacts facts, GroupFacts group, History history, Words words) {
        this.facts = facts;
        this.group = group;
        this.history = history;
        this.words = words;
        this.now = facts.now().at();
    }

    List<Finding> findings() {
        return List.of(group(), activeTime(), muteTime(), inhibit(), silence());
    }

    private Finding group() {
        GroupStanding standing = group.standing();
        Instant next = standing.next().at();
        if (!group.subject()) {
            return Finding.of(
                    Gate.GROUP,
                    Effect.NOTHING_NEW,
                    "the group let it go: its end was told, or nobody had to hear of it");
        }
        Tick underWay = standing.underWay();
        if (underWay != null) {
            return new Finding(
                    Gate.GROUP,
                    Effect.WAITS,
                    "the flush of %s is under way; the next one is due at %s"
                            .formatted(words.time(underWay.at()), words.time(next)),
                    next,
                    List.of());
        }
        return new Finding(Gate.GROUP, Effect.WAITS, timer(standing), next, List.of());
    }

    private String timer(GroupStanding standing) {
        String next = words.time(standing.next().at());
        Instant created = standing.createdAt();
        if (created == null) {
            return "it would make a new group, first flushed at %s (group_wait %s)"
                    .formatted(next, Words.duration(group.route().groupWait()));
        }
        String members = group.members().size() == 1
                ? "alone in its group"
                : "one of %d alerts in its group".formatted(group.members().size());
        return standing.flushes() == 0
                ? "%s, which is new; first flush at %s (group_wait %s)"
                        .formatted(members, next, Words.duration(group.route().groupWait()))
                : "%s; flush %d at %s (group_interval %s)"
                        .formatted(
                                members,
                                standing.flushes() + 1,
                                next,
                                Words.duration(group.route().groupInterval()));
    }

    private Finding activeTime() {
        List<NamedTimeInterval> active = group.times().active();
        if (active.isEmpty()) {
            return passes(Gate.ACTIVE_TIME, "the route has no active times", SuppressionReason.ACTIVE_TIME_INTERVAL);
        }
        RouteTimes alone = new RouteTimes(active, List.of());
        Instant change = alone.nextChange(now).orElse(null);
        return group.times().isInactive(now)
                ? held(
                        Gate.ACTIVE_TIME,
                        "outside of the active times %s".formatted(Words.quoted(names(active))),
                        change,
                        active)
                : passes(
                        Gate.ACTIVE_TIME,
                        "inside the active times %s%s".formatted(Words.quoted(names(active)), until(change, active)),
                        SuppressionReason.ACTIVE_TIME_INTERVAL);
    }

    private Finding muteTime() {
        List<NamedTimeInterval> mute = group.times().mute();
        if (mute.isEmpty()) {
            return passes(Gate.MUTE_TIME, "the route has no mute times", SuppressionReason.MUTE_TIME_INTERVAL);
        }
        Instant change = new RouteTimes(List.of(), mute).nextChange(now).orElse(null);
        List<String> muting = group.times().muting(now);
        return muting.isEmpty()
                ? passes(
                        Gate.MUTE_TIME,
                        "outside of the mute times %s%s".formatted(Words.quoted(names(mute)), until(change, mute)),
                        SuppressionReason.MUTE_TIME_INTERVAL)
                : held(Gate.MUTE_TIME, "inside the mute times " + Words.quoted(muting), change, mute);
    }

    private static List<String> names(List<NamedTimeInterval> intervals) {
        return intervals.stream().map(NamedTimeInterval::name).toList();
    }

    private String until(@Nullable Instant change, List<NamedTimeInterval> intervals) {
        return change == null ? "" : " until " + words.time(change, intervals);
    }

    private Finding held(Gate gate, String text, @Nullable Instant change, List<NamedTimeInterval> intervals) {
        String end = change == null ? ", which never ends by itself" : until(change, intervals);
        return new Finding(gate, Effect.HOLDS_BACK, text + end, change, names(intervals));
    }

    private Finding inhibit() {
        Optional<Inhibition> inhibition = facts.inhibitedBy();
        if (inhibition.isEmpty()) {
            return passes(Gate.INHIBIT, "no alert that fires inhibits it", SuppressionReason.INHIBITION);
        }
        Instant end = facts.subject().inhibitedUntil();
        Inhibition by = inhibition.get();
        String rule = by.rule().name() == null
                ? ""
                : " by the rule \"%s\"".formatted(by.rule().name());
        String text = "inhibited%s as long as %s fires%s"
                .formatted(
                        rule,
                        by.source(),
                        end.equals(Instant.MAX) ? "" : "; the last such alert ends at " + words.time(end));
        return new Finding(
                Gate.INHIBIT,
                Effect.HOLDS_BACK,
                text,
                end.equals(Instant.MAX) ? null : end,
                List.of(by.source().fingerprint().toString()));
    }

    private Finding silence() {
        List<Silence> active = facts.subject().silences().stream()
                .filter(silence -> silence.stateAt(now) == SilenceState.ACTIVE)
                .toList();
        if (active.isEmpty()) {
            return passes(Gate.SILENCE, "no silence matches" + pending(), SuppressionReason.SILENCE);
        }
        Instant end = silencedUntil();
        String by = active.stream().map(GateWords::silence).collect(Collectors.joining(" and "));
        return new Finding(
                Gate.SILENCE,
                Effect.HOLDS_BACK,
                "silenced by %s %s".formatted(by, words.until(end)),
                end,
                active.stream().map(Silence::id).toList());
    }

    private static String silence(Silence silence) {
        String comment = silence.comment().isBlank() ? "" : " (\"%s\")".formatted(silence.comment());
        return "%s of %s%s".formatted(silence.id(), silence.createdBy(), comment);
    }

    private String pending() {
        return facts.subject().silences().stream()
                .filter(silence -> silence.stateAt(now) == SilenceState.PENDING)
                .map(silence -> " now; %s begins at %s".formatted(silence(silence), words.time(silence.startsAt())))
                .findFirst()
                .orElse("");
    }

    /** Over silences that overlap and those that begin before the ones before are over. */
    private @Nullable Instant silencedUntil() {
        Instant at = now;
        for (int i = 0; i < MOST_SILENCES && facts.subject().silencedAt(at); i++) {
            Instant change = facts.subject().nextSilenceChange(at);
            if (change == null) {
                return null;
            }
            at = change;
        }
        return facts.subject().silencedAt(at) ? null : at;
    }

    /** Perhaps only because the gate broke at the last flush. */
    private Finding passes(Gate gate, String text, SuppressionReason reason) {
        FlushRecord last = history.last(group.standing().id());
        String broken = last == null
                ? ""
                : last.decisions().stream()
                        .filter(decision -> decision instanceof Decision.LetPass open && open.gate() == reason)
                        .map(decision ->
                                "; at the last flush, at %s, this gate broke and let everything pass, see the log"
                                        .formatted(words.time(last.at())))
                        .findFirst()
                        .orElse("");
        return Finding.of(gate, Effect.PASSES, text + broken);
    }
}
