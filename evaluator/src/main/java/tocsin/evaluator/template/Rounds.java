package tocsin.evaluator.template;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tocsin.rules.template.RuleData;

/**
 * All samples through all texts, in rounds: each goes on until some samples need answers, or its time is up. Then the
 * answers are awaited, and those samples come first. A loop and not a chain of futures, so that a thousand queries whose
 * answers are there at once do not nest a thousand calls.
 */
final class Rounds {
    /** So many samples of a round may need answers before it ends: they are asked at once, unless they need the same. */
    private static final int WAITING_PER_ROUND = 8;

    private final Expansion expansion;
    private final PreparedTexts texts;
    private final IntFunction<RuleData> data;
    private final String[][] values;
    private final Promise<String[][]> done = Promise.promise();
    private final Deque<Unfinished> waiting = new ArrayDeque<>();
    private int next;
    private boolean looping;
    private boolean inRound;

    Rounds(Expansion expansion, PreparedTexts texts, int samples, IntFunction<RuleData> data) {
        this.expansion = expansion;
        this.texts = texts;
        this.data = data;
        this.values = new String[samples][];
    }

    Future<String[][]> run() {
        loop();
        return done.future();
    }

    private void loop() {
        if (looping) {
            return;
        }
        looping = true;
        while (!inRound && !isFinished()) {
            inRound = true;
            round().onComplete(settled -> {
                inRound = settled.failed();
                if (settled.failed()) {
                    done.tryFail(settled.cause());
                } else {
                    loop();
                }
            });
        }
        looping = false;
        if (!inRound && isFinished()) {
            done.tryComplete(values);
        }
    }

    private boolean isFinished() {
        return waiting.isEmpty() && next == values.length;
    }

    private Future<Void> round() {
        long left = (long) (values.length - next) * texts.size();
        Future<Set<String>> needed = expansion.isHeavy(left)
                ? expansion.worker().compute(() -> timed(Long.MAX_VALUE))
                : Future.succeededFuture(timed(expansion.inlineNanos()));
        return needed.compose(queries -> queries.isEmpty() ? Future.succeededFuture() : expansion.ask(queries));
    }

    private Set<String> timed(long nanos) {
        long begin = expansion.nanoTime();
        Set<String> needed = expand(nanos);
        expansion.took(expansion.nanoTime() - begin);
        return needed;
    }

    /** @return queries whose answers are needed */
    private Set<String> expand(long nanos) {
        long begin = expansion.nanoTime();
        Set<String> needed = new LinkedHashSet<>();
        Deque<Unfinished> again = new ArrayDeque<>();
        while (again.size() < WAITING_PER_ROUND && !isFinished() && expansion.nanoTime() - begin <= nanos) {
            Unfinished sample = take();
            String query = finish(sample);
            if (query != null) {
                needed.add(query);
                again.add(sample);
            }
        }
        waiting.addAll(again);
        return needed;
    }

    private Unfinished take() {
        Unfinished first = waiting.poll();
        return first == null ? begin(next++) : first;
    }

    private Unfinished begin(int sample) {
        return new Unfinished(sample, data.apply(sample), new String[texts.size()]);
    }

    /** @return the query that has to be answered before the sample can be finished; null when it is */
    private @Nullable String finish(Unfinished sample) {
        try {
            while (sample.text < sample.row.length) {
                PreparedText text = texts.texts().get(sample.text);
                sample.row[sample.text] = expansion.expand(text, sample.data, sample.asked);
                sample.text++;
                sample.asked = 0;
            }
            values[sample.index] = sample.row;
            return null;
        } catch (QueryNeeded needed) {
            sample.asked++;
            return needed.expression();
        }
    }

    /** A sample some of whose texts are still to be expanded. */
    private static final class Unfinished {
        private final int index;
        private final RuleData data;
        private final String[] row;
        private int text;
        private int asked;

        Unfinished(int index, RuleData data, String[] row) {
            this.index = index;
            this.data = data;
            this.row = row;
        }
    }
}
