package tocsin.router.group;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.firing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tocsin.model.Alert;
import tocsin.model.Labels;

class AlertOrderTest {
    /** Every neighbour once surprised somebody. */
    private static final List<Labels> IN_ORDER = List.of(
            Labels.of("job", "a", "instance", "1", "z", "9"),
            Labels.of("job", "a", "instance", "10"),
            Labels.of("job", "a", "instance", "2"),
            Labels.of("job", "a"),
            Labels.of("job", "a", "b", "1"),
            Labels.of("job", "a", "b", "2"),
            Labels.of("job", "a", "a", "1", "b", "0"),
            Labels.of("job", "b", "instance", "0"),
            Labels.of("job", "\uFFEE"),
            Labels.of("job", "\uD83D\uDE42"),
            Labels.of("instance", "0", "z", "1"),
            Labels.of("instance", "1"),
            Labels.of("b", "1"),
            Labels.of("a", "1"),
            Labels.of("a", "2"),
            Labels.of("a", "1", "b", "1"));

    @Property(tries = 200)
    void job_then_instance_then_labels_with_those_that_lack_them_last(@ForAll long seed) {
        List<Alert> alerts =
                new ArrayList<>(IN_ORDER.stream().map(labels -> firing(labels)).toList());
        Collections.shuffle(alerts, new Random(seed));

        alerts.sort(AlertOrder.INSTANCE);

        assertThat(alerts).extracting(Alert::labels).containsExactlyElementsOf(IN_ORDER);
    }
}
