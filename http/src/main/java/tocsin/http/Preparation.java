package tocsin.http;

import io.vertx.core.net.ClientSSLOptions;
import java.util.List;

/**
 * What is read anew for each request.
 *
 * @param headers of the configuration, credentials among them
 */
record Preparation(List<ConfiguredHeaders.Header> headers, ClientSSLOptions tls) {
    List<String> secrets() {
        return headers.stream().flatMap(header -> header.secrets().stream()).toList();
    }
}
