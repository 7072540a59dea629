package tocsin.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A receiver that remembers what it got and answers as it was told to. */
public final class RecordingNotifier implements Notifier {
    private final List<Notification> attempts = new ArrayList<>();
    private final List<Notification> delivered = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();
    private Supplier<Future<DeliveryResult>> answer = () -> Future.succeededFuture(ok());

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        attempts.add(notification);
        limits.add(longest);
        return Objects.requireNonNull(answer.get()).onSuccess(result -> {
            if (result instanceof DeliveryResult.Delivered) {
                delivered.add(notification);
            }
        });
    }

    public static DeliveryResult ok() {
        return new DeliveryResult.Delivered(Map.of());
    }

    public static DeliveryResult unavailable() {
        return new DeliveryResult.Retryable(FailureReason.SERVER_ERROR, "503", Duration.ZERO);
    }

    public void answers(DeliveryResult result) {
        answer = () -> Future.succeededFuture(result);
    }

    /** May throw too. */
    public void answersWith(Supplier<Future<DeliveryResult>> supplier) {
        answer = supplier;
    }

    /** From now on answers wait until the returned promise is completed. */
    public Promise<DeliveryResult> answersLater() {
        Promise<DeliveryResult> later = Promise.promise();
        answer = later::future;
        return later;
    }

    /** All attempts, whatever became of them. */
    public List<Notification> attempts() {
        return attempts;
    }

    /** How long each attempt was allowed to take. */
    public List<Duration> limits() {
        return limits;
    }

    /** What arrived. */
    public List<Notification> delivered() {
        return delivered;
    }

    public Notification last() {
        return delivered.get(delivered.size() - 1);
    }

    public void clear() {
        attempts.clear();
        limits.clear();
        delivered.clear();
    }
}
