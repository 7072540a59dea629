package tocsin.router.pipeline;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogKey;
import tocsin.time.Scheduler;

/**
 * One notification on its way: attempts until it arrives, is rejected, or its time is over.
 *
 * <p>When the time is over between two attempts it ends at once. An attempt under way gets a little grace; one that says
 * nothing even then is given up, so that a notifier that never answers cannot hold its group for ever. The same after a
 * reload, which often is made because of a receiver that hangs: its new URL must not wait until the old one's time is over.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** A receiver that says nothing for so long keeps others of its integration waiting no more: they may go elsewhere. */
    private static final Duration PATIENCE_WITH_RECEIVER = Duration.ofSeconds(10);

    private static final Duration GRACE_AFTER_STOP = Duration.ofSeconds(10);
    private static final DeliveryResult.Rejected NO_ANSWER = new DeliveryResult.Rejected(
            FailureReason.CONTEXT_DEADLINE_EXCEEDED, "no answer before the deadline of the notification");

    private static final DeliveryResult.Rejected NO_TURN = new DeliveryResult.Rejected(
            FailureReason.CONTEXT_DEADLINE_EXCEEDED,
            "not begun before the deadline of the notification: too many others of this integration were before it");

    private final Deliverer.Ports ports;
    private final HealthBook health;
    private final LogKey key;
    private final Notifier notifier;
    private final Notification notification;
    private final Attempt intent;
    /** What was unknown before this delivery, and still is when it fails. */
    private final @Nullable Attempt unknownBefore;

    private final BackOff backOff;
    private final SlowDisk disk;
    private final Turns.Turn turn;
    private final Promise<DeliveryOutcome> outcome = Promise.promise();

    private Scheduler.@Nullable Timer deadline;
    private Scheduler.@Nullable Timer retry;
    private Scheduler.@Nullable Timer patience;
    private int attempts;
    private long began;
    private long deadlineNanos;
    private long retryNanos;
    private boolean attempting;
    private boolean timeIsOver;
    private boolean stopped;
    private boolean outcomeUnknown;
    private DeliveryResult.@Nullable Retryable lastFailure;

    Delivery(
            Deliverer.Ports ports,
            HealthBook health,
            SlowDisk disk,
            Turns turns,
            LogKey key,
            Notifier notifier,
            Notification notification,
            @Nullable Attempt unknownBefore) {
        this.ports = ports;
        this.health = health;
        this.key = key;
        this.notifier = notifier;
        this.notification = notification;
        this.unknownBefore = unknownBefore;
        this.intent = intent(key, notification, unknownBefore);
        this.backOff = new BackOff(ports.random());
        this.disk = disk;
        this.turn = turns.turn(notifier, this::attempt);
    }

    /** Who may have been told of a firing alert may still believe it when this attempt, too, stays without an answer. */
    private static Attempt intent(LogKey key, Notification notification, @Nullable Attempt before) {
        var bySide = Alerts.split(notification.alerts(), notification.flushedAt());
        AlertHashes firing = AlertHashes.of(bySide.firing());
        return new Attempt(
                key,
                notification.flushedAt(),
                before == null ? firing : firing.union(before.firing()),
                AlertHashes.of(bySide.resolved()));
    }

    Future<DeliveryOutcome> start(Duration timeToDeliver) {
        deadline = ports.scheduler().after(timeToDeliver, this::onDeadline);
        deadlineNanos = ports.nanoTime().getAsLong() + timeToDeliver.toNanos();
        askForTurn();
        return outcome.future();
    }

    /** Lets an attempt under way finish, within reason, but begins no other. */
    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (!attempting) {
            end(new DeliveryOutcome.Stopped(attempts));
        } else if (!timeIsOver) {
            cancel(deadline);
            deadline = ports.scheduler().after(shorter(GRACE_AFTER_STOP, timeLeft()), this::giveUp);
        }
    }

    /** The attempt whose answer nobody waited for, null when every answer came. */
    @Nullable
    Attempt unanswered() {
        return outcomeUnknown ? intent : null;
    }

    LogKey key() {
        return key;
    }

    UnderWay view() {
        return new UnderWay(
                notification.reason(),
                notification.alerts(),
                attempts,
                nextAttemptNanos(),
                waitsForTurn() ? Integer.valueOf(turn.ahead()) : null,
                deadlineNanos,
                lastFailure);
    }

    boolean waitsForTurn() {
        return turn.waits();
    }

    /** On the monotonic source; null while it waits for an answer or for its turn. */
    @Nullable
    Long nextAttemptNanos() {
        return retry == null ? null : Long.valueOf(retryNanos);
    }

    private void askForTurn() {
        retry = null;
        if (!turn.ask()) {
            comeAgainAfter(Duration.ZERO);
        }
    }

    private void attempt() {
        attempts++;
        attempting = true;
        ports.journal().put(Attempt.TABLE, key.toString(), intent);
        began = ports.nanoTime().getAsLong();
        disk.onceWritten(this::sendUnlessStopped);
    }

    private void sendUnlessStopped() {
        if (outcome.future().isComplete()) {
            return;
        }
        if (stopped) {
            attempting = false;
            forgetIntent();
            end(new DeliveryOutcome.Stopped(attempts - 1));
            return;
        }
        began = ports.nanoTime().getAsLong();
        patience = ports.scheduler().after(PATIENCE_WITH_RECEIVER, turn::end);
        send().onComplete(this::attempted);
    }

    /** A notifier that throws, a class that cannot be loaded included, or says nothing has failed like one that says so. */
    private Future<DeliveryResult> send() {
        try {
            return Objects.requireNonNull(notifier.send(notification, timeLeft()), "a notifier must return a future")
                    .map(result -> Objects.requireNonNull(result, "a notifier must answer"));
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }

    /** Until an attempt is given up. */
    private Duration timeLeft() {
        return Duration.ofNanos(deadlineNanos - ports.nanoTime().getAsLong()).plus(GRACE);
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private void attempted(AsyncResult<DeliveryResult> answer) {
        if (outcome.future().isComplete()) {
            return;
        }
        attempting = false;
        DeliveryResult result = answer.succeeded() ? answer.result() : broken(answer.cause());
        boolean failed = !(result instanceof DeliveryResult.Delivered);
        ports.observer().requested(key.integration(), latency(), failed);
        health.attempted(key.integration(), result);
        if (failed) {
            forgetIntent();
        }
        result.<Runnable>fold(d -> () -> delivered(d), r -> () -> failed(r), r -> () -> rejected(r))
                .run();
        leaveTurn();
    }

    private void forgetIntent() {
        if (unknownBefore == null) {
            ports.journal().remove(Attempt.TABLE, key.toString());
        } else {
            ports.journal().putInTurn(Attempt.TABLE, key.toString(), unknownBefore);
        }
    }

    /** Only the kind of the exception: its message may hold a URL with a secret. */
    static DeliveryResult broken(Throwable cause) {
        return new DeliveryResult.Retryable(
                FailureReason.OTHER, "notifier failed: " + cause.getClass().getName(), Duration.ZERO);
    }

    private void delivered(DeliveryResult.Delivered result) {
        end(new DeliveryOutcome.Delivered(attempts, result.receiverData(), result.notes()));
    }

    private void rejected(DeliveryResult.Rejected result) {
        end(new DeliveryOutcome.Failed(attempts, result.reason(), result.message()));
    }

    private void failed(DeliveryResult.Retryable result) {
        if (attempts == 1) {
            LOG.atWarn()
                    .addKeyValue("integration", key.integration())
                    .addKeyValue("group", notification.groupKey())
                    .addKeyValue("reason", result.reason().label())
                    .addKeyValue("err", result.message())
                    .log("Attempt to notify failed, will retry");
        }
        lastFailure = result;
        comeAgainAfter(result.retryAfter());
    }

    /** @param least as the receiver asks */
    private void comeAgainAfter(Duration least) {
        if (stopped) {
            end(new DeliveryOutcome.Stopped(attempts));
        } else if (timeIsOver) {
            end(outOfTime());
        } else {
            Duration delay = backOff.next(least);
            retryNanos = ports.nanoTime().getAsLong() + delay.toNanos();
            retry = ports.scheduler().after(delay, this::askForTurn);
        }
    }

    private void onDeadline() {
        timeIsOver = true;
        if (attempting) {
            deadline = ports.scheduler().after(GRACE, this::giveUp);
        } else {
            end(outOfTime());
        }
    }

    /** The intent stays in the store: the receiver may have got it all the same. */
    private void giveUp() {
        ports.observer().requested(key.integration(), latency(), true);
        health.attempted(key.integration(), NO_ANSWER);
        outcomeUnknown = true;
        end(
                stopped
                        ? new DeliveryOutcome.Stopped(attempts)
                        : new DeliveryOutcome.Failed(attempts, NO_ANSWER.reason(), NO_ANSWER.message()));
    }

    private Duration latency() {
        return Duration.ofNanos(ports.nanoTime().getAsLong() - began);
    }

    private DeliveryOutcome outOfTime() {
        DeliveryResult.Retryable last = lastFailure;
        return last == null
                ? new DeliveryOutcome.Failed(attempts, NO_TURN.reason(), NO_TURN.message())
                : new DeliveryOutcome.Failed(attempts, last.reason(), last.message());
    }

    private void end(DeliveryOutcome result) {
        cancel(deadline);
        cancel(retry);
        outcome.tryComplete(result);
        leaveTurn();
    }

    private void leaveTurn() {
        cancel(patience);
        turn.end();
    }

    private static void cancel(Scheduler.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
