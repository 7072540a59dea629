package tocsin.evaluator.send.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.evaluator.send.alertmanager.Alerts.firing;
import static tocsin.evaluator.send.alertmanager.Alerts.name;
import static tocsin.evaluator.send.alertmanager.Alerts.numbered;
import static tocsin.evaluator.send.alertmanager.Alerts.resolved;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.send.RuleAlert;

class AlertQueueTest {
    @Test
    void the_oldest_leave_first_in_batches() {
        AlertQueue queue = new AlertQueue(10);
        queue.add(numbered(0, 5));

        assertThat(queue.take(3)).extracting(Alerts::name).containsExactly("0", "1", "2");
        assertThat(queue.take(3)).extracting(Alerts::name).containsExactly("3", "4");
        assertThat(queue.take(3)).isEmpty();
    }

    @Test
    void a_full_queue_drops_the_oldest() {
        AlertQueue queue = new AlertQueue(4);
        queue.add(numbered(0, 3));

        int dropped = queue.add(numbered(3, 6));

        assertThat(dropped).isEqualTo(2);
        assertThat(queue.take(10)).extracting(Alerts::name).containsExactly("2", "3", "4", "5");
    }

    @Test
    void a_hand_over_larger_than_the_capacity_loses_nothing_and_neither_does_what_comes_while_it_waits() {
        AlertQueue queue = new AlertQueue(4);

        assertThat(queue.add(numbered(0, 100))).isZero();
        assertThat(queue.add(numbered(100, 104))).isZero();
        assertThat(queue.capacity()).isEqualTo(104);
        assertThat(queue.add(numbered(104, 106))).isEqualTo(2);
    }

    @Test
    void a_newer_version_takes_the_place_of_the_one_that_waits() {
        AlertQueue queue = new AlertQueue(10);
        queue.add(List.of(firing("a"), firing("b")));

        queue.add(List.of(resolved("a")));

        List<RuleAlert> batch = queue.take(10);
        assertThat(batch).extracting(Alerts::name).containsExactly("a", "b");
        assertThat(batch.get(0).alert().endsAt()).isNotNull();
    }

    @Test
    void alerts_with_other_headers_go_in_another_batch() {
        AlertQueue queue = new AlertQueue(10);
        queue.add(List.of(firing("a"), firing("b", "X-Team: b"), firing("c", "X-Team: b"), firing("d")));

        assertThat(queue.take(10)).extracting(Alerts::name).containsExactly("a");
        assertThat(queue.take(10)).extracting(Alerts::name).containsExactly("b", "c");
        assertThat(queue.take(10)).extracting(Alerts::name).containsExactly("d");
    }

    @Property(tries = 200)
    void every_alert_is_taken_or_dropped_or_replaced_and_never_twice(
            @ForAll @Size(max = 20) List<@IntRange(max = 30) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 40) int capacity) {
        AlertQueue queue = new AlertQueue(capacity);
        int added = 0;
        int dropped = 0;
        List<String> taken = new ArrayList<>();
        for (int size : sizes) {
            dropped += queue.add(numbered(added, added + size));
            added += size;
            queue.take(7).forEach(alert -> taken.add(name(alert)));
            assertThat(queue.size()).isLessThanOrEqualTo(queue.capacity());
        }
        dropped += queue.clear();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(taken.size() + dropped).isEqualTo(added);
    }
}
