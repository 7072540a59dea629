package tocsin.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy requests go.
 *
 * @param url {@code http}, {@code https} or {@code socks5} URL, possibly with user and password; null means none
 * @param noProxy comma-separated hosts, domains, addresses and networks that are reached directly
 * @param fromEnvironment take {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} of the process
 * @param connectHeaders sent to the proxy with CONNECT
 */
public record ProxyConfig(
        @Nullable Secret url, String noProxy, boolean fromEnvironment, Map<String, List<Secret>> connectHeaders) {

    /** Requests go directly, whatever the environment says. */
    public static final ProxyConfig DIRECT = new ProxyConfig(null, "", false, Map.of());

    public ProxyConfig {
        Objects.requireNonNull(noProxy, "noProxy");
        connectHeaders = Map.copyOf(connectHeaders);
    }
}
