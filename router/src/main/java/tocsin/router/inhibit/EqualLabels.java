package tocsin.router.inhibit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * The {@code equal} labels that some rules have in common, and under each combination of their values the sources that
 * have it. Compared as values: a hash that collides must not mute anything.
 */
final class EqualLabels {
    private final List<String> names;
    private final Map<List<String>, EqualValues> places = new HashMap<>();

    EqualLabels(Set<String> names) {
        this.names = List.copyOf(names);
    }

    /** Where sources stand that agree with the alert; null when there are none. */
    @Nullable
    EqualValues find(Labels alert) {
        return places.isEmpty() ? null : places.get(values(alert));
    }

    EqualValues findOrMake(Labels alert) {
        return places.computeIfAbsent(values(alert), values -> new EqualValues(this, values));
    }

    /** An absent label is an empty one, so that labels which both alerts lack are equal. */
    private List<String> values(Labels alert) {
        if (names.size() == 1) {
            return List.of(alert.getOrEmpty(names.get(0)));
        }
        List<String> values = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            values.add(alert.getOrEmpty(names.get(i)));
        }
        return values;
    }

    void remove(List<String> values) {
        places.remove(values);
    }

    int size() {
        return places.size();
    }
}
