package tocsin.server.contract;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts the requests of one chapter to one server. */
final class ChapterRun {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Target target;
    private final Contract.Witness witness;
    private final Variables variables = new Variables();

    private ChapterRun(Target target, Contract.Witness witness) {
        this.target = target;
        this.witness = witness;
    }

    /** The answers by the names of the requests. */
    static Map<String, JsonObject> of(Chapter chapter, Target target) throws IOException {
        return of(chapter, target, (method, path, answer) -> {});
    }

    static Map<String, JsonObject> of(Chapter chapter, Target target, Contract.Witness witness) throws IOException {
        ChapterRun run = new ChapterRun(target, witness);
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        for (Exchange exchange : chapter.exchanges()) {
            if (!exchange.advance().isZero()) {
                target.advance(exchange.advance());
            }
            answers.put(exchange.name(), run.answer(exchange));
        }
        return answers;
    }

    private JsonObject answer(Exchange exchange) throws IOException {
        Integer wanted = exchange.until();
        Optional<RawAnswer> raw = wanted == null ? ask(exchange) : askUntil(exchange, wanted);
        if (raw.isEmpty()) {
            return Answer.closed();
        }
        raw.ifPresent(answer -> capture(exchange, answer));
        return Answer.of(raw.get(), new Normalizer(variables.captured(), target.now()));
    }

    private Optional<RawAnswer> ask(Exchange exchange) throws IOException {
        Instant now = target.now();
        String body = exchange.body() == null ? "" : variables.fill(exchange.body(), now);
        Map<String, String> headers = new TreeMap<>(exchange.headers());
        String filled = variables.fill(exchange.target(), now);
        Optional<RawAnswer> answer = RawHttp.send(
                target.port(),
                exchange.method(),
                filled,
                headers,
                body.getBytes(exchange.latin1() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        answer.ifPresent(raw -> witness.sees(
                exchange.method(),
                filled,
                new Contract.Seen(raw.status(), raw.header("Content-Type").orElse(""), raw.text())));
        return answer;
    }

    /** The last answer, when it never has that many: the comparison will show it. */
    private Optional<RawAnswer> askUntil(Exchange exchange, int wanted) {
        AtomicReference<@Nullable RawAnswer> last = new AtomicReference<>();
        try {
            await(exchange.name())
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .until(() -> {
                        ask(exchange).ifPresent(last::set);
                        return size(last.get()) == wanted;
                    });
        } catch (ConditionTimeoutException e) {
            return Optional.ofNullable(last.get());
        }
        return Optional.ofNullable(last.get());
    }

    private static int size(@Nullable RawAnswer answer) {
        try {
            return answer == null ? -1 : new JsonArray(answer.text()).size();
        } catch (DecodeException e) {
            return -1;
        }
    }

    private void capture(Exchange exchange, RawAnswer answer) {
        exchange.captures()
                .forEach((name, field) ->
                        variables.capture(name, String.valueOf(new JsonObject(answer.text()).getValue(field))));
    }
}
