package tocsin.router.simulation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.simulation.ExpectedGroup.Ref;
import tocsin.router.simulation.Tally.Obligation;

/** What each integration was told of each group, and invariant (c): everybody is told of each resolution, and once. */
final class Ledgers {
    private final Trace trace;
    private final Tally tally;
    private final Map<Line, Ledger> ledgers = new LinkedHashMap<>();

    /** One integration and one group. */
    private record Line(Ref group, IntegrationId integration) {}

    Ledgers(Trace trace, Tally tally) {
        this.trace = trace;
        this.tally = tally;
    }

    Ledger of(Ref group, IntegrationId integration) {
        return ledgers.computeIfAbsent(new Line(group, integration), line -> new Ledger());
    }

    /** Of the integrations that the group has by now. */
    private Map<IntegrationId, Ledger> of(ExpectedGroup group, Setup setup) {
        Map<IntegrationId, Ledger> lines = new LinkedHashMap<>();
        setup.integrations(group.place.route().receiver()).keySet().forEach(integration -> {
            Ledger ledger = ledgers.get(new Line(group.ref, integration));
            if (ledger != null) {
                lines.put(integration, ledger);
            }
        });
        return lines;
    }

    boolean unsure(Ref group) {
        return ledgers.entrySet().stream()
                .anyMatch(entry -> entry.getKey().group().equals(group) && entry.getValue().unsure);
    }

    /** Promise 4. */
    boolean waitFor(Labels alert, ExpectedGroup group, Setup setup) {
        return of(group, setup).values().stream().anyMatch(ledger -> ledger.waitsFor(alert));
    }

    /** A crash leaves it open. */
    boolean mayWaitFor(Labels alert, ExpectedGroup group, Setup setup) {
        return of(group, setup).values().stream().anyMatch(ledger -> ledger.mayWaitFor(alert));
    }

    /** Without promise 4: nobody will be told. */
    void loseResolution(Labels alert, ExpectedGroup group, Setup setup) {
        of(group, setup).values().forEach(ledger -> {
            if (ledger.owed.remove(alert)) {
                tally.count(Obligation.RESOLUTION_LOST_IN_A_MUTE);
            }
        });
    }

    /** A failed flush forgets nothing: what has been told comes along again. */
    void flushFailed(ExpectedGroup group, Setup setup) {
        of(group, setup).values().forEach(ledger -> ledger.toldResolved.clear());
    }

    void checkResolutions(ExpectedDelivery delivery) {
        Ledger ledger = delivery.ledger;
        ExpectedFlush flush = delivery.flush;
        for (Labels alert : flush.passed.resolved()) {
            int version = flush.resolved.entrySet().stream()
                    .filter(each -> each.getKey().labels.equals(alert))
                    .mapToInt(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            if (Objects.equals(ledger.toldResolved.put(alert, version), version)) {
                trace.finding("(c) %s was told twice that %s is resolved".formatted(delivery.integration, alert));
            }
            if (ledger.owed.contains(alert)) {
                boolean wasMuted = flush.group.muted.containsKey(alert);
                tally.count(wasMuted ? Obligation.RESOLUTION_AFTER_A_MUTE : Obligation.RESOLUTION);
            }
        }
        ledger.toldResolved.keySet().removeAll(flush.passed.firing());
    }

    void checkThatAllAreTold(ExpectedGroup group, Setup setup) {
        Map<IntegrationId, Boolean> sendResolved =
                setup.integrations(group.place.route().receiver());
        of(group, setup).forEach((integration, ledger) -> {
            if (sendResolved.getOrDefault(integration, false) && !ledger.owed.isEmpty()) {
                trace.finding("(c) %s ends, but %s was never told that %s is resolved"
                        .formatted(group, integration, ledger.owed));
            }
        });
        tally.count(Obligation.GROUP_ENDED_WITH_ALL_TOLD);
    }

    /** Who did not want resolutions is not owed those of before the reload. */
    void forgetWhoDidNotWantToKnow(Setup setup, Setup newSetup) {
        ledgers.forEach((line, ledger) -> {
            if (!setup.wantsResolved(line.integration()) || !newSetup.wantsResolved(line.integration())) {
                ledger.owed.clear();
            }
        });
    }

    /** Whom a reload takes an alert away from, he is told nothing more. */
    void forgetWhoIsRoutedElsewhere(Map<Ref, ExpectedGroup> groups) {
        ledgers.forEach((line, ledger) -> {
            ExpectedGroup group = groups.get(line.group());
            ledger.owed.retainAll(group == null ? Set.of() : group.labels());
            ledger.toldResolved.clear();
        });
    }

    void crashed() {
        ledgers.values().forEach(ledger -> {
            ledger.perhapsKnown.addAll(ledger.perhapsTold);
            ledger.perhapsTold.clear();
            ledger.toldResolved.clear();
        });
    }

    void restarted(long now, Instant wall) {
        ledgers.values().forEach(ledger -> ledger.restart(now, wall));
    }

    /** Those of groups that are gone. */
    void clearUp(Predicate<Ref> live, long now) {
        ledgers.forEach((line, ledger) -> {
            if (!live.test(line.group())) {
                ledger.perhapsTold.clear();
                ledger.perhapsKnown.clear();
            }
        });
        ledgers.entrySet()
                .removeIf(entry ->
                        !live.test(entry.getKey().group()) && entry.getValue().forgetExpired(now));
    }

    /** From both sides: what a crash leaves open lies between. */
    void compareCount(int logEntries) {
        long most = ledgers.values().stream().filter(Ledger::isPerhapsWritten).count();
        long least = ledgers.values().stream().filter(Ledger::isWrittenForSure).count();
        if (logEntries < least || logEntries > most) {
            trace.finding("(e) the log has %d entries, not %d to %d".formatted(logEntries, least, most));
        }
    }
}
