package tocsin.state.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log does. A log's own test extends this and says how to open one. */
public abstract class RecordLogContract {
    protected static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final HistorySearch ALL = new HistorySearch(
            Set.of(), OptionalLong.empty(), Instant.MIN, Instant.MAX, Long.MAX_VALUE, Integer.MAX_VALUE);

    private RecordLog log;

    protected abstract RecordLog open();

    /** The same log after its process has ended and begun again. */
    protected abstract RecordLog reopen(RecordLog closed);

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        await(log.close());
    }

    @Test
    void a_new_log_is_empty() {
        assertThat(values(ALL)).isEmpty();
        assertThat(values(HistorySearch.of("flush").about(1))).isEmpty();
        assertThat(await(log.oldest("flush"))).isEmpty();
    }

    @Test
    void what_was_appended_is_found_at_once_the_last_one_first() {
        append("flush", 1, "one");
        append("flush", 2, "two");
        append("flush", 3, "three");

        assertThat(values(HistorySearch.of("flush"))).containsExactly("three", "two", "one");
    }

    @Test
    void a_record_comes_back_as_it_was() {
        Instant at = START.plusNanos(123_456_789);
        log.append(new HistoryRecord("flush", at, new long[] {7, -7, 7, Long.MIN_VALUE, Long.MAX_VALUE}, new byte[0]));
        log = restarted();

        HistoryRecord found = await(log.find(ALL)).get(0).entry();

        assertThat(found.kind()).isEqualTo("flush");
        assertThat(found.at()).isEqualTo(at);
        assertThat(found.keys()).containsExactly(7, -7, 7, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(found.value()).isEmpty();
    }

    @Test
    void a_record_is_found_by_each_of_its_keys_and_by_no_other() {
        append("flush", 1, "one", 1, 2);
        append("flush", 2, "two", 2, -3);
        append("flush", 3, "none");

        assertBeforeAndAfterARestart(() -> {
            assertThat(values(ALL.about(1))).containsExactly("one");
            assertThat(values(ALL.about(2))).containsExactly("two", "one");
            assertThat(values(ALL.about(-3))).containsExactly("two");
            assertThat(values(ALL.about(3))).isEmpty();
        });
    }

    @Test
    void kinds_are_apart() {
        append("flush", 1, "one", 1);
        append("silence", 2, "two", 1);
        append("reload", 3, "three", 1);
        append("flush", 4, "four", 2);

        assertBeforeAndAfterARestart(() -> {
            assertThat(values(HistorySearch.of("flush"))).containsExactly("four", "one");
            assertThat(values(HistorySearch.of("flush").about(1))).containsExactly("one");
            assertThat(values(kinds("reload", "silence"))).containsExactly("three", "two");
            assertThat(values(kinds("reload", "flush").about(1))).containsExactly("three", "one");
            assertThat(values(ALL)).containsExactly("four", "three", "two", "one");
            assertThat(values(HistorySearch.of("other"))).isEmpty();
        });
    }

    @Test
    void times_are_inclusive() {
        append("flush", 1, "one", 1);
        append("silence", 2, "two", 1);
        append("flush", 3, "three", 1);

        assertBeforeAndAfterARestart(() -> {
            assertThat(values(ALL.between(at(2), at(3)))).containsExactly("three", "two");
            assertThat(values(ALL.about(1).between(at(1), at(2)))).containsExactly("two", "one");
            assertThat(values(HistorySearch.of("flush").between(at(2), at(9)))).containsExactly("three");
            assertThat(values(ALL.between(at(3).plusNanos(1), Instant.MAX))).isEmpty();
            assertThat(values(ALL.between(Instant.MIN, at(1).minusNanos(1)))).isEmpty();
        });
    }

    @Test
    void pages_go_on_below_the_last_number_whatever_is_appended_meanwhile() {
        for (int i = 0; i < 10; i++) {
            append(i % 2 == 0 ? "flush" : "silence", i, "record " + i, 1);
        }
        List<String> read = new ArrayList<>();
        HistorySearch page = ALL.about(1).most(3);

        for (List<FoundRecord> found = await(log.find(page)); !found.isEmpty(); found = await(log.find(page))) {
            assertThat(found).hasSizeLessThanOrEqualTo(3);
            found.forEach(each -> read.add(text(each)));
            page = page.below(found.get(found.size() - 1).number());
            append("flush", 99, "later", 1);
        }

        assertThat(read)
                .containsExactly(
                        "record 9",
                        "record 8",
                        "record 7",
                        "record 6",
                        "record 5",
                        "record 4",
                        "record 3",
                        "record 2",
                        "record 1",
                        "record 0");
    }

    @Test
    void numbers_go_on_counting_up_after_a_restart() {
        append("flush", 1, "one");
        append("flush", 2, "two");
        log = restarted();
        append("flush", 3, "three");

        List<FoundRecord> found = await(log.find(ALL));

        assertThat(found.stream().map(RecordLogContract::text)).containsExactly("three", "two", "one");
        assertThat(found.get(0).number()).isGreaterThan(found.get(1).number());
        assertThat(found.get(1).number()).isGreaterThan(found.get(2).number());
    }

    @Test
    void a_clock_that_is_set_back_does_not_change_the_order_of_writing() {
        append("flush", 100, "before");
        append("flush", 1, "after");

        assertBeforeAndAfterARestart(() -> {
            assertThat(values(HistorySearch.of("flush"))).containsExactly("after", "before");
            assertThat(values(ALL.between(at(50), Instant.MAX))).containsExactly("before");
            assertThat(await(log.oldest("flush"))).contains(at(100));
        });
    }

    @Test
    void the_oldest_record_is_told_per_kind() {
        append("flush", 1, "one");
        append("silence", 2, "two");
        append("silence", 3, "three");

        assertBeforeAndAfterARestart(() -> {
            assertThat(await(log.oldest("flush"))).contains(at(1));
            assertThat(await(log.oldest("silence"))).contains(at(2));
            assertThat(await(log.oldest("other"))).isEqualTo(Optional.empty());
        });
    }

    @Test
    void a_search_for_nothing_is_refused() {
        assertThatThrownBy(() -> ALL.most(0)).hasMessage("limit must be at least 1: 0");
    }

    private void assertBeforeAndAfterARestart(Runnable assertions) {
        assertions.run();
        log = restarted();
        assertions.run();
    }

    private RecordLog restarted() {
        await(log.close());
        return reopen(log);
    }

    private static HistorySearch kinds(String... kinds) {
        return new HistorySearch(
                Set.of(kinds), OptionalLong.empty(), Instant.MIN, Instant.MAX, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private void append(String kind, int second, String value, long... keys) {
        log.append(record(kind, second, value, keys));
    }

    private List<String> values(HistorySearch search) {
        return values(log, search);
    }

    /** What a log answers, in its order. */
    public static List<String> values(RecordLog log, HistorySearch search) {
        return await(log.find(search)).stream().map(RecordLogContract::text).toList();
    }

    /** @param second after {@link #START} */
    public static HistoryRecord record(String kind, int second, String value, long... keys) {
        return new HistoryRecord(kind, at(second), keys, value.getBytes(StandardCharsets.UTF_8));
    }

    public static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static String text(FoundRecord found) {
        return new String(found.entry().value(), StandardCharsets.UTF_8);
    }

    /** Fails when the future does, or when nobody completes it. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the log failed", e);
        }
    }
}
