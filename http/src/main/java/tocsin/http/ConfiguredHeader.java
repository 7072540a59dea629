package tocsin.http;

import java.util.List;
import java.util.Objects;

/**
 * One entry of {@code http_headers}: a header with all its values.
 *
 * @param values that anybody may see
 * @param secrets the values behind them, each read when a request is made
 */
public record ConfiguredHeader(String name, List<String> values, List<SecretSource> secrets) {
    public ConfiguredHeader {
        Objects.requireNonNull(name, "name");
        values = List.copyOf(values);
        secrets = List.copyOf(secrets);
    }
}
