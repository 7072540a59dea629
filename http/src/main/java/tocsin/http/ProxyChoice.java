package tocsin.http;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which proxy, if any, a request goes through. Pure; any thread. */
final class ProxyChoice {
    private final @Nullable ProxyOptions plain;
    private final @Nullable ProxyOptions secure;
    private final List<NoProxyRule> direct;
    private final boolean loopbackDirect;

    /** @throws HttpConfigException when a proxy URL cannot be used */
    ProxyChoice(ProxyConfig config, Map<String, String> environment) throws HttpConfigException {
        if (config.fromEnvironment()) {
            plain = proxy(variable(environment, "HTTP_PROXY"), config);
            secure = proxy(variable(environment, "HTTPS_PROXY"), config);
            direct = NoProxyRule.parse(variable(environment, "NO_PROXY"));
            loopbackDirect = true;
        } else {
            plain = proxy(config.url() == null ? "" : config.url().reveal(), config);
            secure = plain;
            direct = NoProxyRule.parse(config.noProxy());
            // As upstream: only a list of exceptions brings in the exception for loopback addresses.
            loopbackDirect = !direct.isEmpty();
        }
    }

    /** The proxy for a URL, or null to connect directly. */
    @Nullable
    ProxyOptions proxyFor(HttpUrl url) {
        ProxyOptions proxy = url.secure() ? secure : plain;
        if (proxy == null || (loopbackDirect && NoProxyRule.isLoopback(url.host()))) {
            return null;
        }
        return direct.stream().anyMatch(rule -> rule.covers(url.host(), url.port())) ? null : proxy;
    }

    /** What a proxy is told to let us through. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        Stream.of(plain, secure).filter(Objects::nonNull).forEach(proxy -> {
            addIfSet(secrets, proxy.getPassword());
            addIfSet(secrets, proxy.getProxyAuthorization());
        });
        return secrets;
    }

    private static void addIfSet(List<String> secrets, @Nullable String secret) {
        if (secret != null) {
            secrets.add(secret);
        }
    }

    private static String variable(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "");
        return upper.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
    }

    private static @Nullable ProxyOptions proxy(String text, ProxyConfig config) throws HttpConfigException {
        if (text.isEmpty()) {
            return null;
        }
        String url = text.contains("://") ? text : "http://" + text;
        ProxyType type = url.startsWith("socks5") ? ProxyType.SOCKS5 : ProxyType.HTTP;
        ProxyOptions options = new ProxyOptions().setType(type);
        HttpUrl parsed = parsed(url, type);
        options.setHost(parsed.host()).setPort(parsed.port());
        if (parsed.secure()) {
            throw new HttpConfigException("proxy_url: a proxy that is itself reached by https is not supported;"
                    + " write its http:// or socks5:// URL");
        }
        addCredentials(options, parsed);
        addConnectHeaders(options, config);
        return options;
    }

    private static HttpUrl parsed(String url, ProxyType type) throws HttpConfigException {
        try {
            return HttpUrl.parse(type == ProxyType.SOCKS5 ? withDefaultSocksPort(url) : url);
        } catch (IllegalArgumentException e) {
            throw new HttpConfigException("proxy_url: " + e.getMessage().replace("http or https", "http or socks5"), e);
        }
    }

    private static String withDefaultSocksPort(String url) {
        String http = url.replaceFirst("^socks5h?://", "http://");
        return http.matches("http://[^/]*:\\d+/?.*") ? http : http.replaceFirst("^(http://[^/]+)", "$1:1080");
    }

    private static void addCredentials(ProxyOptions options, HttpUrl proxy) {
        Secret userInfo = proxy.userInfo();
        if (userInfo == null) {
            return;
        }
        String[] parts = userInfo.reveal().split(":", 2);
        options.setUsername(decoded(parts[0]));
        options.setPassword(parts.length > 1 ? decoded(parts[1]) : "");
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not escaped at all, e.g. a password with a bare percent sign.
            return text;
        }
    }

    private static void addConnectHeaders(ProxyOptions options, ProxyConfig config) throws HttpConfigException {
        List<String> unsupported = new ArrayList<>();
        for (Map.Entry<String, List<Secret>> header : config.connectHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase("Proxy-Authorization")
                    && header.getValue().size() == 1) {
                options.setProxyAuthorization(header.getValue().get(0).reveal());
            } else {
                unsupported.add(header.getKey());
            }
        }
        if (!unsupported.isEmpty()) {
            throw new HttpConfigException("proxy_connect_header: only one value of Proxy-Authorization is supported,"
                    + " found " + String.join(", ", unsupported));
        }
    }
}
