package tocsin.router.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tocsin.model.Alert;
import tocsin.model.Labels;

/** Section 4.5, step 4, once more: the order of the alerts of a group. */
final class AlertSequence {
    private static final Comparator<String> BYTES =
            (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
    private static final Comparator<Labels> ORDER =
            by("job").thenComparing(by("instance")).thenComparing(AlertSequence::compareSets);

    private AlertSequence() {}

    static List<Labels> of(List<Alert> alerts) {
        return alerts.stream().map(Alert::labels).sorted(ORDER).toList();
    }

    /** Those that have it come first; no label of a world is empty. */
    private static Comparator<Labels> by(String name) {
        return Comparator.comparing((Labels labels) -> !labels.has(name))
                .thenComparing(labels -> labels.getOrEmpty(name), BYTES);
    }

    private static int compareSets(Labels left, Labels right) {
        if (left.size() != right.size()) {
            return Integer.compare(left.size(), right.size());
        }
        TreeSet<String> names = new TreeSet<>(BYTES);
        left.forEach((name, value) -> names.add(name));
        right.forEach((name, value) -> names.add(name));
        return names.stream()
                .mapToInt(name -> BYTES.compare(left.getOrEmpty(name), right.getOrEmpty(name)))
                .filter(difference -> difference != 0)
                .findFirst()
                .orElse(0);
    }
}
