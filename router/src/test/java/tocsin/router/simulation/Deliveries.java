package tocsin.router.simulation;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.router.simulation.Attempt.Address;
import tocsin.router.simulation.Tally.Obligation;

/** Attempts from the first to the last of each delivery: retries, deadlines, and answers that never come. */
final class Deliveries {
    /** How long a reload waits for an answer. */
    static final Duration AFTER_RELOAD = ofSeconds(10);

    private static final Duration LONGEST_BACK_OFF = ofSeconds(90);

    private final Timeline timeline;
    private final Lookout lookout;
    private final Trace trace;
    private final Tally tally;
    private final Patience patience;
    private final Ledgers ledgers;
    private final Consumer<ExpectedFlush> flushOver;
    private final Map<Address, ExpectedDelivery> deliveries = new HashMap<>();
    private final Map<Address, Attempt> unjudged = new HashMap<>();

    /** @param flushOver told of a flush each time when one of its deliveries ends */
    Deliveries(
            Timeline timeline,
            Lookout lookout,
            Trace trace,
            Tally tally,
            Patience patience,
            Ledgers ledgers,
            Consumer<ExpectedFlush> flushOver) {
        this.timeline = timeline;
        this.lookout = lookout;
        this.trace = trace;
        this.tally = tally;
        this.patience = patience;
        this.ledgers = ledgers;
        this.flushOver = flushOver;
    }

    /** The first attempt of a flush that is looked at now, null when there was none. */
    @Nullable
    Attempt take(Address address) {
        return unjudged.remove(address);
    }

    /** A reload. */
    void stopAll() {
        List.copyOf(deliveries.values()).forEach(this::stop);
    }

    void crashed() {
        for (ExpectedDelivery delivery : deliveries.values()) {
            if (!delivery.done) {
                delivery.ledger.unsure = true;
                delivery.ledger.perhapsKnown.addAll(delivery.flush.passed.firing());
                delivery.done = true;
            }
        }
        deliveries.clear();
        unjudged.clear();
    }

    Attempt attempted(Notification notification, Duration longest) {
        Attempt attempt = new Attempt(notification, timeline.nanos(), longest);
        lookout.routerActed();
        Address address = Address.of(notification);
        ExpectedDelivery open = deliveries.get(address);
        if (open != null && open.continuesWith(attempt)) {
            again(open, attempt);
            return attempt;
        }
        if (unjudged.put(address, attempt) != null) {
            trace.finding("(d) two notifications at once to " + address);
        }
        lookout.after(Lookout.MOMENT, () -> {
            if (unjudged.remove(address, attempt)) {
                trace.finding("(b) nothing called for a notification to %s: %s"
                        .formatted(address, FlushJudge.text(notification)));
            }
        });
        return attempt;
    }

    private void again(ExpectedDelivery delivery, Attempt attempt) {
        if (delivery.attempting() || delivery.stopped || attempt.at > delivery.deadline) {
            trace.finding("(d) an attempt at the wrong time to " + Address.of(attempt.notification));
        }
        if (!attempt.notification.alerts().equals(delivery.last.notification.alerts())) {
            trace.finding("(b) an attempt differs from the one before it " + Address.of(attempt.notification));
        }
        delivery.attempts++;
        delivery.last = attempt;
        attempt.delivery = delivery;
        watch(delivery, attempt);
    }

    /** Told before the router learns of it. */
    void answered(Attempt attempt, DeliveryResult result) {
        attempt.answer(result, timeline.nanos());
        ExpectedDelivery delivery = attempt.delivery;
        if (delivery != null) {
            lookout.after(Duration.ZERO, () -> {
                if (delivery.last == attempt && !delivery.done) {
                    act(delivery, result);
                }
            });
        }
    }

    private void act(ExpectedDelivery delivery, DeliveryResult result) {
        result.<Runnable>fold(
                        delivered -> () -> arrived(delivery, delivered.receiverData()),
                        retryable -> () -> failedForNow(delivery, retryable.retryAfter()),
                        rejected -> () -> failed(delivery))
                .run();
    }

    private void arrived(ExpectedDelivery delivery, Map<String, String> data) {
        Ledger ledger = delivery.ledger;
        ExpectedFlush flush = delivery.flush;
        if (delivery.sendResolved && !flush.group.gone) {
            ledgers.checkResolutions(delivery);
        }
        ledger.write(flush.passed, data, flush);
        patience.told(flush.group.ref, delivery.integration, flush.passed);
        end(delivery);
    }

    private void failedForNow(ExpectedDelivery delivery, Duration retryAfter) {
        long now = timeline.nanos();
        if (delivery.stopped || now >= delivery.deadline) {
            failed(delivery);
            return;
        }
        int attempts = delivery.attempts;
        Duration longest = retryAfter.compareTo(LONGEST_BACK_OFF) > 0 ? retryAfter : LONGEST_BACK_OFF;
        lookout.after(longest, () -> {
            boolean idle = !delivery.done && !delivery.attempting() && delivery.attempts == attempts;
            if (idle && timeline.nanos() - 1 < delivery.deadline) {
                trace.finding("(a) no further attempt to " + delivery.integration);
            }
        });
    }

    private void failed(ExpectedDelivery delivery) {
        delivery.flush.failed = true;
        end(delivery);
    }

    private void end(ExpectedDelivery delivery) {
        lookout.routerActed();
        delivery.done = true;
        if (delivery.attempts > 1) {
            tally.count(Obligation.RETRY);
        }
        flushOver.accept(delivery.flush);
    }

    void open(ExpectedDelivery delivery) {
        Attempt attempt = delivery.last;
        attempt.delivery = delivery;
        delivery.flush.deliveries.add(delivery);
        deliveries.put(Address.of(attempt.notification), delivery);
        lookout.after(ofNanos(delivery.deadline - timeline.nanos()), () -> {
            if (!delivery.done && !delivery.attempting()) {
                failed(delivery);
            }
        });
        if (attempt.answer == null) {
            watch(delivery, attempt);
        } else {
            act(delivery, attempt.answer);
        }
    }

    /** Nobody waits longer for an answer than the attempt was allowed to take. */
    private void watch(ExpectedDelivery delivery, Attempt attempt) {
        Duration longest = delivery.longestAt(attempt.at);
        trace.equal("(a) longest time of an attempt", delivery.integration, longest, attempt.longest);
        lookout.after(longest.minusNanos(timeline.nanos() - attempt.at), () -> giveUp(delivery, attempt));
    }

    private void giveUp(ExpectedDelivery delivery, Attempt attempt) {
        if (!delivery.done && delivery.last == attempt && delivery.attempting()) {
            delivery.ledger.unsure = true;
            delivery.ledger.perhapsTold.addAll(delivery.flush.passed.firing());
            failed(delivery);
        }
    }

    private void stop(ExpectedDelivery delivery) {
        if (delivery.done || delivery.stopped) {
            return;
        }
        delivery.stopped = true;
        if (!delivery.attempting()) {
            failed(delivery);
            return;
        }
        Duration longest = delivery.longestAt(timeline.nanos());
        Duration left = longest.compareTo(AFTER_RELOAD) < 0 ? longest : AFTER_RELOAD;
        lookout.after(left, () -> giveUp(delivery, delivery.last));
    }
}
