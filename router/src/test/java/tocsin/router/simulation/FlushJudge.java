package tocsin.router.simulation;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.simulation.AlertBook.Word;
import tocsin.router.simulation.Attempt.Address;
import tocsin.router.simulation.Tally.Obligation;

/** Invariants (b) and (d): who is to be told in a flush, why, and of what, against what was sent at that instant. */
final class FlushJudge {
    private final Trace trace;
    private final Tally tally;
    private final Patience patience;
    private final Ledgers ledgers;
    private final Deliveries deliveries;

    FlushJudge(Trace trace, Tally tally, Patience patience, Ledgers ledgers, Deliveries deliveries) {
        this.trace = trace;
        this.tally = tally;
        this.patience = patience;
        this.ledgers = ledgers;
        this.deliveries = deliveries;
    }

    void judge(ExpectedFlush flush, Setup setup) {
        setup.integrations(flush.place.route().receiver())
                .forEach((integration, wants) -> judge(flush, integration, wants));
    }

    private void judge(ExpectedFlush flush, IntegrationId integration, boolean sendResolved) {
        Ledger ledger = ledgers.of(flush.group.ref, integration);
        Duration repeat = flush.place.route().repeatInterval();
        NotifyReason reason = ledger.reason(flush.passed, sendResolved, repeat, flush.tick.nanos());
        Address address = new Address(flush.place.uid(), flush.group.ref.labels(), integration);
        Attempt attempt = deliveries.take(address);
        boolean open = reason == null && ledger.mayTellTheEnd(flush.passed);
        if (open) {
            reason = attempt == null && sendResolved ? null : NotifyReason.ALL_ALERTS_RESOLVED;
        }
        boolean somethingToSay = sendResolved || !flush.passed.firing().isEmpty();
        if (reason == null) {
            expectNothing(attempt, address);
            ledger.nothingNew(flush.muted.keySet());
            tally.count(Obligation.NOTHING_NEW);
        } else if (!somethingToSay) {
            expectNothing(attempt, address);
            tally.count(Obligation.RESOLUTION_NOT_WANTED);
            writeOnly(ledger, flush, open);
            patience.told(flush.group.ref, integration, flush.passed);
        } else if (attempt == null) {
            flush.failed = true;
            trace.finding("(a) %s was not told `%s` by %s: firing %s, resolved %s; %s"
                    .formatted(
                            integration,
                            reason.text(),
                            flush.group,
                            flush.passed.firing(),
                            flush.passed.resolved(),
                            ledger));
        } else {
            compare(attempt, flush, reason, ledger, sendResolved);
            deliveries.open(new ExpectedDelivery(
                    flush, integration, sendResolved, ledger, flush.at + timeToDeliver(flush), attempt));
        }
    }

    private static void writeOnly(Ledger ledger, ExpectedFlush flush, boolean open) {
        if (open) {
            ledger.perhapsWrite(flush.passed, flush);
        } else {
            ledger.write(flush.passed, ledger.data(), flush);
        }
    }

    private void expectNothing(@Nullable Attempt attempt, Address address) {
        if (attempt != null) {
            trace.finding("(d) %s was told without a reason: %s".formatted(address, text(attempt.notification)));
        }
    }

    private static long timeToDeliver(ExpectedFlush flush) {
        return Math.max(
                flush.place.route().groupInterval().toNanos(), ofSeconds(10).toNanos());
    }

    private void compare(
            Attempt attempt, ExpectedFlush flush, NotifyReason reason, Ledger ledger, boolean sendResolved) {
        Notification sent = attempt.notification;
        Address address = Address.of(sent);
        tally.count(Obligation.CONTENT);
        countReason(flush, reason);
        trace.equal("(a) time of the flush", address, flush.wall, sent.flushedAt());
        trace.equal("(d) reason", address, reason, sent.reason());
        trace.equal("(b) group key", address, flush.place.groupKey(flush.group.ref.labels()), sent.groupKey());
        Map<String, String> data = reason == NotifyReason.FIRST_NOTIFICATION ? Map.of() : ledger.data();
        trace.equal("(d) receiver data", address, data, sent.receiverData());
        trace.equal("(b) alerts sent", address, alertsOf(flush, sendResolved), Span.of(sent.alerts()));
        trace.equal("(b) order of alerts", address, AlertSequence.of(sent.alerts()), labels(sent.alerts()));
    }

    private static List<Labels> labels(List<Alert> alerts) {
        return alerts.stream().map(Alert::labels).toList();
    }

    private void countReason(ExpectedFlush flush, NotifyReason reason) {
        if (reason == NotifyReason.REPEAT_INTERVAL_ELAPSED) {
            tally.count(Obligation.REPEAT);
        } else if (flush.group.flushes == 1) {
            tally.count(flush.group.hurried ? Obligation.FIRST_FLUSH_AT_ONCE : Obligation.FIRST_FLUSH_AFTER_GROUP_WAIT);
        } else if (reason == NotifyReason.NEW_ALERTS_ADDED || reason == NotifyReason.FIRST_NOTIFICATION) {
            tally.count(Obligation.NEW_ALERTS_AT_GROUP_INTERVAL);
        }
    }

    private static Map<Labels, Span> alertsOf(ExpectedFlush flush, boolean sendResolved) {
        Map<Labels, Span> expected = new HashMap<>();
        flush.passed
                .firing()
                .forEach(alert ->
                        expected.put(alert, new Span(word(flush, alert).start(), null)));
        if (sendResolved) {
            flush.passed.resolved().forEach(alert -> expected.put(alert, Span.of(word(flush, alert))));
        }
        return expected;
    }

    private static Word word(ExpectedFlush flush, Labels alert) {
        return Objects.requireNonNull(flush.words.get(alert));
    }

    static String text(Notification notification) {
        return notification.reason().text() + " " + new TreeMap<>(Span.of(notification.alerts()));
    }
}
