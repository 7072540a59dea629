package tocsin.notifiers.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.bench.StubNotification;
import tocsin.delivery.Notification;
import tocsin.notifiers.NotificationData;

/** The body of a webhook from what the router hands over, common labels and annotations included. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WebhookPayloadBenchmark {
    @Param({"1", "10", "1000"})
    public int alerts;

    private Notification notification = StubNotification.of(1);

    @Setup
    public void notification() {
        notification = StubNotification.of(alerts);
    }

    @Benchmark
    public Buffer encode() {
        return WebhookPayload.json(NotificationData.of(notification, "http://tocsin.example.com:9093"), 0, List.of());
    }
}
