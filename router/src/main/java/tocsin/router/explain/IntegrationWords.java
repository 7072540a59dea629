package tocsin.router.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.group.Tick;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LoggedEntry;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.UnderWay;

/** What an integration was told, what became of it, and what it hears next. */
final class IntegrationWords {
    private final AlertFacts facts;
    private final GroupFacts group;
    private final Words words;
    private final Alert alert;
    private final @Nullable FlushRecord lastFlush;

    IntegrationWords(AlertFacts facts, GroupFacts group, History history, Words words) {
        this.facts = facts;
        this.group = group;
        this.words = words;
        this.alert = facts.alert();
        this.lastFlush = history.last(group.standing().id());
    }

    /** @param lasting what comes next when all that is posted goes on being posted */
    IntegrationStory story(IntegrationFacts integration, Next next, Next lasting) {
        return new IntegrationStory(
                integration.id(),
                dedup(integration, next),
                delivery(integration),
                next(integration, next, lasting),
                next.when());
    }

    private Finding dedup(IntegrationFacts integration, Next next) {
        boolean news = next instanceof Next.Notified notified
                && !notified.at().isAfter(group.standing().next().at());
        Effect effect = news ? Effect.PASSES : next instanceof Next.Trying ? Effect.WAITS : Effect.NOTHING_NEW;
        return Finding.of(Gate.DEDUP, effect, told(integration));
    }

    private String told(IntegrationFacts integration) {
        LoggedEntry logged = integration.told().logged();
        String unsure = integration.told().cutOff() == null
                ? ""
                : "; whether the attempt of %s arrived is not known"
                        .formatted(words.time(integration.told().cutOff().at()));
        if (logged == null) {
            return "was told nothing of this group yet" + unsure;
        }
        LogEntry entry = logged.entry();
        String last = words.time(entry.timestamp());
        if (entry.firing().contains(alert)) {
            return "was notified last at %s that it fires%s".formatted(last, unsure);
        }
        if (entry.resolved().contains(alert)) {
            return "was notified last at %s that it is resolved%s".formatted(last, unsure);
        }
        return entry.believedFiring().contains(alert)
                ? "was notified before %s that it fires, and not of its end%s".formatted(last, unsure)
                : "was notified last at %s, and not of this alert%s".formatted(last, unsure);
    }

    private Finding delivery(IntegrationFacts integration) {
        UnderWay underWay = integration.underWay();
        return underWay == null ? lastDelivery(integration) : underWay(underWay);
    }

    private Finding underWay(UnderWay delivery) {
        String failure = delivery.lastFailure() == null
                ? ""
                : ": " + delivery.lastFailure().message();
        Long next = delivery.nextAttemptNanos();
        String end = words.time(at(delivery.deadlineNanos()));
        Integer ahead = delivery.ahead();
        if (ahead != null) {
            return Finding.of(
                    Gate.DELIVERY,
                    Effect.WAITS,
                    "attempt %d waits for its turn, and before it %d of other groups for the same integration%s; no attempt begins after %s"
                            .formatted(delivery.attempts() + 1, ahead, before(failure), end));
        }
        if (next == null) {
            return Finding.of(
                    Gate.DELIVERY,
                    Effect.WAITS,
                    "attempt %d waits for its answer%s; no attempt begins after %s"
                            .formatted(delivery.attempts(), before(failure), end));
        }
        String rest = delivery.isLost()
                ? "no further attempt before the time of this flush is over at %s; the next flush tries again"
                        .formatted(end)
                : "attempt %d at %s, and no attempt begins after %s"
                        .formatted(delivery.attempts() + 1, words.time(at(next)), end);
        return new Finding(
                Gate.DELIVERY,
                Effect.FAILS,
                "%s; %s"
                        .formatted(
                                delivery.attempts() == 0
                                        ? "too many others of the integration wait"
                                        : "attempt %d failed%s".formatted(delivery.attempts(), failure),
                                rest),
                at(next),
                List.of());
    }

    private static String before(String failure) {
        return failure.isEmpty() ? "" : "; the one before failed" + failure;
    }

    private Instant at(long nanos) {
        return facts.now().at().plus(Duration.ofNanos(nanos - facts.now().nanos()));
    }

    /** A flush is on record when all of its deliveries are over. */
    private Finding noFlushOver() {
        Tick underWay = group.standing().underWay();
        if (underWay != null) {
            return Finding.of(
                    Gate.DELIVERY,
                    Effect.NOTHING_NEW,
                    "nothing of the flush of %s, the first on record, is under way for it"
                            .formatted(words.time(underWay.at())));
        }
        return group.standing().flushes() == 0
                ? Finding.of(Gate.DELIVERY, Effect.NOTHING_NEW, "the group was not flushed yet")
                : Finding.of(Gate.DELIVERY, Effect.UNKNOWN, "no flush of this group is on record");
    }

    private Finding lastDelivery(IntegrationFacts integration) {
        if (lastFlush == null) {
            return noFlushOver();
        }
        Finding found = DecisionWords.of(lastFlush, integration.id(), words)
                .orElseGet(() -> Finding.of(
                        Gate.DELIVERY,
                        Effect.NOTHING_NEW,
                        "the last flush, at %s, came to no decision for it".formatted(words.time(lastFlush.at()))));
        long later = laterFlushes(lastFlush);
        return later == 0
                ? found
                : Finding.of(
                        found.gate(),
                        found.effect(),
                        found.text() + since(later, cameToTheSame(lastFlush, integration)));
    }

    private long laterFlushes(FlushRecord last) {
        long over = group.standing().flushes() - (group.standing().underWay() == null ? 0 : 1);
        return Math.max(0, over - last.number());
    }

    /**
     * Those that came to the same are left out of the records. But a crash may have lost one that did not, of which only the log of
     * notifications knows then; and after an hour there would be another record.
     */
    private boolean cameToTheSame(FlushRecord last, IntegrationFacts integration) {
        LoggedEntry logged = integration.told().logged();
        boolean toldSince = logged != null && logged.entry().timestamp().isAfter(last.at());
        Instant nextRecord =
                last.vouchesUntil().plus(group.standing().node().route().groupInterval());
        return last.isQuiet() && !toldSince && !facts.now().at().isAfter(nextRecord);
    }

    private static String since(long later, boolean same) {
        if (later == 1) {
            return same ? "; the next one came to the same" : "; the next one is not on record";
        }
        return (same ? "; the %d since came to the same" : "; the %d since are not on record").formatted(later);
    }

    /** Nobody knows whether senders go on, and what is sent by Prometheus always has an end some minutes ahead. */
    private String next(IntegrationFacts integration, Next next, Next lasting) {
        String text = next(integration, next);
        if (lasting.equals(next)) {
            return text;
        }
        boolean alone = group.members().size() == 1 && facts.inhibitedBy().isEmpty();
        return "%s, unless %s posted again; as long as %s: %s"
                .formatted(
                        text, alone ? "it is" : "alerts are", alone ? "it is" : "they are", next(integration, lasting));
    }

    private String tried(Next.Trying trying) {
        if (trying.begun()) {
            return "the answer to attempt %d".formatted(trying.attempt());
        }
        return trying.at() == null
                ? "attempt %d, when it is its turn".formatted(trying.attempt())
                : "attempt %d at %s".formatted(trying.attempt(), words.time(trying.at()));
    }

    private String next(IntegrationFacts integration, Next next) {
        return next.fold(
                notified -> "notified at %s (%s)%s"
                        .formatted(
                                words.time(notified.at()),
                                notified.reason().text(),
                                notified.firing() ? "" : ", as resolved"),
                this::tried,
                dropped -> "at %s the group lets it go, and no notification follows%s"
                        .formatted(
                                words.time(dropped.at()),
                                integration.sendResolved() ? "" : " (send_resolved is false)"),
                () -> "nothing, unless something changes",
                unforeseen -> "nothing before %s, and not foreseen beyond".formatted(words.time(unforeseen.from())));
    }
}
