package tocsin.notifiers.wechat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.http.Attempt;
import tocsin.time.Clock;

/**
 * Keeps the last access token, for two hours, as WeCom limits how often one may ask for it; notifications that need one at the
 * same time wait for the same. Wall time is good enough: a token that lives too long after a jump of the clock is refused, and
 * then replaced. Any thread.
 */
final class AccessTokens {
    private static final Duration LIFE = Duration.ofHours(2);

    private final Clock clock;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

    AccessTokens(Clock clock) {
        this.clock = clock;
    }

    private record Kept(Corporation corporation, Future<String> token, Instant since) {
        boolean isFor(Corporation other, Instant now) {
            return corporation.equals(other) && now.isBefore(since.plus(LIFE));
        }
    }

    /**
     * The token of a corporation.
     *
     * @param attempt in whose time it is awaited
     * @param fetch asks for a new one
     */
    Future<String> token(Corporation corporation, Attempt attempt, Supplier<Future<String>> fetch) {
        Kept known = kept.get();
        Instant now = clock.now();
        if (known != null && known.isFor(corporation, now)) {
            return attempt.await(known.token(), "an access token of WeCom");
        }
        Promise<String> promise = Promise.promise();
        Kept next = new Kept(corporation, promise.future(), now);
        return kept.compareAndSet(known, next) ? fetched(next, fetch, promise) : token(corporation, attempt, fetch);
    }

    private Future<String> fetched(Kept next, Supplier<Future<String>> fetch, Promise<String> promise) {
        return fetch.get().onComplete(outcome -> {
            if (outcome.failed()) {
                kept.compareAndSet(next, null);
            }
            promise.handle(outcome);
        });
    }

    /** It is refused; one that has replaced it stays. */
    void drop(String token) {
        Kept known = kept.get();
        if (known != null && token.equals(known.token().result())) {
            kept.compareAndSet(known, null);
        }
    }
}
