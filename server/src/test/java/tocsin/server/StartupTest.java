package tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StartupTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Test
    void a_start_that_nobody_ends_is_waited_for() throws Exception {
        assertThat(Startup.begin(() -> "ready").await(end, Duration.ZERO.plusMillis(1)))
                .isEqualTo("ready");
    }

    @Test
    void a_start_that_hangs_is_given_up_soon_after_somebody_ends_it() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        Startup<String> startup = Startup.begin(() -> {
            disk.await();
            return "too late";
        });
        end.complete(null);

        assertThat(startup.await(end, Duration.ofMillis(1))).isNull();
        disk.countDown();
    }

    @Test
    void a_start_that_ends_in_time_is_handed_out_so_that_it_can_be_closed() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        Startup<String> startup = Startup.begin(() -> {
            disk.await();
            return "ready";
        });
        end.complete(null);
        disk.countDown();

        assertThat(startup.await(end, LONG)).isEqualTo("ready");
    }

    @Test
    void what_a_start_throws_is_thrown_where_somebody_waits() {
        Startup<String> startup = Startup.begin(() -> {
            throw new IOException("no such file");
        });

        assertThatThrownBy(() -> startup.await(end, LONG))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no such file");
    }

    @Test
    void steps_are_told_as_long_as_they_last() {
        StartSteps steps = new StartSteps();
        Promise<String> opening = Promise.promise();
        steps.until(opening.future(), "the state to be opened");
        steps.begin("the configuration to be read");
        assertThat(steps.underWay()).containsExactly("the state to be opened", "the configuration to be read");

        opening.complete("open");
        steps.end("the configuration to be read");
        assertThat(steps.underWay()).isEmpty();
    }
}
