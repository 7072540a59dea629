package tocsin.http;

import java.util.List;
import java.util.Objects;

/** One entry of {@code http_headers}: a header with all its values, each read when a request is made. */
public record ConfiguredHeader(String name, List<SecretSource> values) {
    public ConfiguredHeader {
        Objects.requireNonNull(name, "name");
        values = List.copyOf(values);
    }
}
