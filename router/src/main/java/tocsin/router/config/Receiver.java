package tocsin.router.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A receiver as configured.
 *
 * @param labels in file order; {@code name} is always among them
 * @param integrations in file order; may be empty, then alerts end here
 */
public record Receiver(String name, Map<String, String> labels, List<Integration> integrations) {
    public Receiver {
        Objects.requireNonNull(name, "name");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        integrations = List.copyOf(integrations);
    }
}
