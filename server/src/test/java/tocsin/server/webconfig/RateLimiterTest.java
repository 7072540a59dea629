package tocsin.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private RateLimiter limiter(Duration interval, int burst) {
        return new RateLimiter(new WebConfig.RateLimit(interval, burst), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static int allowed(RateLimiter limiter, int asked) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += limiter.allow() ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void a_burst_passes_then_one_for_each_interval() {
        RateLimiter limiter = limiter(Duration.ofMillis(100), 3);
        assertThat(allowed(limiter, 10)).isEqualTo(3);

        pass(Duration.ofMillis(99));
        assertThat(allowed(limiter, 10)).isZero();

        pass(Duration.ofMillis(1));
        assertThat(allowed(limiter, 10)).isEqualTo(1);

        pass(Duration.ofMillis(250));
        assertThat(allowed(limiter, 10)).isEqualTo(2);
    }

    @Test
    void parts_of_an_interval_add_up() {
        RateLimiter limiter = limiter(Duration.ofMillis(100), 1);
        allowed(limiter, 1);

        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(10));
            allowed += limiter.allow() ? 1 : 0;
        }

        assertThat(allowed).isEqualTo(10);
    }

    @Test
    void a_long_pause_gives_no_more_than_a_burst() {
        RateLimiter limiter = limiter(Duration.ofSeconds(1), 5);
        allowed(limiter, 5);

        pass(Duration.ofDays(365));

        assertThat(allowed(limiter, 10)).isEqualTo(5);
    }

    @Test
    void the_largest_numbers_work() {
        RateLimiter limiter = limiter(Duration.ofNanos(Long.MAX_VALUE), Integer.MAX_VALUE);
        assertThat(limiter.allow()).isTrue();

        pass(Duration.ofDays(1));

        assertThat(limiter.allow()).isFalse();
    }

    @Test
    void a_limit_that_lets_nothing_pass_does_not_exist() {
        assertThatThrownBy(() -> new WebConfig.RateLimit(Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebConfig.RateLimit(Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
