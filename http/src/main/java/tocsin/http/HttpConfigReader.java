package tocsin.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;

/**
 * Reads {@code http_config}. Pure: which files exist is found out by {@link HttpSender#open}. No message repeats a value
 * that may be a secret.
 */
public final class HttpConfigReader implements SectionReader {
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding",
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    /**
     * The configuration under a key.
     *
     * @param fields of the mapping that may hold {@code http_config}
     * @param directory against which relative file paths are resolved
     * @return null when the key is absent or null; after problems something that is never to be used
     */
    public @Nullable HttpClientConfig readUnder(Fields fields, String key, Path directory, Problems problems) {
        YamlMapping section = Section.mapping(fields, key, problems);
        return section == null ? null : read(section, directory, problems);
    }

    @Override
    public void validate(YamlMapping section, Path directory, Problems problems) {
        read(section, directory, problems);
    }

    /** The configuration itself. After problems something that is never to be used. */
    public HttpClientConfig read(YamlMapping mapping, Path directory, Problems problems) {
        Fields fields = new Fields(mapping, problems);
        HttpClientConfig config = readFields(fields, directory, problems);
        fields.finish();
        return config;
    }

    /** The keys of an http config among others of the same mapping; the caller calls {@link Fields#finish}. */
    public HttpClientConfig readFields(Fields fields, Path directory, Problems problems) {
        Section section = new Section(fields, directory, problems);
        BasicAuth basic = basicAuth(section);
        Authorization authorization = authorization(section);
        Authorization bearer = bearer(section);
        OAuth2Config oauth2 = oauth2(section);
        HttpClientConfig config = HttpClientConfig.DEFAULT
                .withTls(tls(section))
                .withFollowRedirects(fields.bool("follow_redirects", true))
                .withEnableHttp2(fields.bool("enable_http2", true))
                .withProxy(proxy(section))
                .withHeaders(headers(section));
        if (section.moreThanOne(basic, authorization, bearer, oauth2)) {
            section.error("at most one of `basic_auth`, `authorization`, `bearer_token`, `oauth2` is allowed here");
        }
        return withCredentials(config, basic, authorization == null ? bearer : authorization, oauth2);
    }

    private static HttpClientConfig withCredentials(
            HttpClientConfig config,
            @Nullable BasicAuth basic,
            @Nullable Authorization authorization,
            @Nullable OAuth2Config oauth2) {
        if (basic != null) {
            return config.withBasicAuth(basic);
        }
        if (authorization != null) {
            return config.withAuthorization(authorization);
        }
        return oauth2 == null ? config : config.withOAuth2(oauth2);
    }

    private static @Nullable BasicAuth basicAuth(Section parent) {
        Section section = parent.child("basic_auth");
        if (section == null) {
            return null;
        }
        BasicAuth auth = new BasicAuth(section.secret("username"), section.secret("password"));
        section.fields.finish();
        return auth;
    }

    private static @Nullable Authorization authorization(Section parent) {
        Section section = parent.child("authorization");
        if (section == null) {
            return null;
        }
        String type = section.fields.string("type", "").strip();
        if (type.toLowerCase(Locale.ROOT).equals("basic")) {
            section.error("`type: basic` is not possible here; use `basic_auth` with `username` and `password`");
        }
        Authorization result = new Authorization(type.isEmpty() ? "Bearer" : type, section.secret("credentials"));
        section.fields.finish();
        return result;
    }

    private static @Nullable Authorization bearer(Section section) {
        SecretSource token = section.secretWithoutRef("bearer_token");
        return token == null ? null : new Authorization("Bearer", token);
    }

    /** The keys of a {@code tls_config}. */
    public TlsConfig readTls(YamlMapping mapping, Path directory, Problems problems) {
        return tlsOf(new Section(new Fields(mapping, problems), directory, problems));
    }

    private static TlsConfig tls(Section parent) {
        Section section = parent.child("tls_config");
        return section == null ? TlsConfig.SYSTEM : tlsOf(section);
    }

    private static TlsConfig tlsOf(Section section) {
        Fields fields = section.fields;
        SecretSource ca = section.secret("ca");
        SecretSource certificate = section.secret("cert");
        SecretSource key = section.secret("key");
        if ((certificate == null) != (key == null)) {
            section.error(
                    certificate == null
                            ? "a client `key` needs its certificate: add `cert` or `cert_file`"
                            : "a client `cert` needs its key: add `key` or `key_file`");
            certificate = null;
            key = null;
        }
        TlsConfig tls = new TlsConfig(
                ca,
                certificate,
                key,
                fields.string("server_name", ""),
                fields.bool("insecure_skip_verify", false),
                version(fields, "min_version"),
                version(fields, "max_version"));
        fields.finish();
        return tls;
    }

    private static TlsConfig.@Nullable TlsVersion version(Fields fields, String key) {
        return fields.<TlsConfig.@Nullable TlsVersion>parsed(key, null, null, HttpConfigReader::version);
    }

    private static TlsConfig.@Nullable TlsVersion version(String text) {
        if (text.isEmpty()) {
            return null;
        }
        for (TlsConfig.TlsVersion version : TlsConfig.TlsVersion.values()) {
            if (version.name().equals(text)) {
                return version;
            }
        }
        throw new IllegalArgumentException(
                "unknown TLS version `%s`; write TLS10, TLS11, TLS12 or TLS13".formatted(text));
    }

    private static ProxyConfig proxy(Section section) {
        Fields fields = section.fields;
        String url = fields.string("proxy_url", "");
        String noProxy = fields.string("no_proxy", "");
        boolean fromEnvironment = fields.bool("proxy_from_environment", false);
        ProxyConfig proxy = new ProxyConfig(
                url.isEmpty() ? null : new Secret(url), noProxy, fromEnvironment, connectHeaders(section));
        checkProxy(section, proxy);
        return proxy;
    }

    private static void checkProxy(Section section, ProxyConfig proxy) {
        boolean url = proxy.url() != null;
        if (proxy.fromEnvironment() && (url || !proxy.noProxy().isEmpty())) {
            section.errorAt("proxy_from_environment", "`proxy_from_environment` excludes `proxy_url` and `no_proxy`");
        } else if (!url && !proxy.noProxy().isEmpty()) {
            section.errorAt("no_proxy", "`no_proxy` needs `proxy_url`");
        } else if (!url && !proxy.fromEnvironment() && !proxy.connectHeaders().isEmpty()) {
            section.errorAt(
                    "proxy_connect_header", "`proxy_connect_header` needs `proxy_url` or `proxy_from_environment`");
        } else if (url) {
            try {
                new ProxyChoice(proxy, Map.of());
            } catch (HttpConfigException e) {
                section.errorAt("proxy_url", String.valueOf(e.getMessage()));
            }
        }
    }

    private static Map<String, List<Secret>> connectHeaders(Section parent) {
        Section section = parent.child("proxy_connect_header");
        if (section == null) {
            return Map.of();
        }
        Map<String, List<Secret>> headers = new LinkedHashMap<>();
        for (String name : section.fields.mapping().entries().keySet()) {
            headers.put(name, section.texts(name).stream().map(Secret::new).toList());
        }
        return headers;
    }

    private static List<ConfiguredHeader> headers(Section parent) {
        Section section = parent.child("http_headers");
        if (section == null) {
            return List.of();
        }
        List<ConfiguredHeader> headers = new ArrayList<>();
        section.fields.mapping().entries().forEach((name, entry) -> {
            if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                section.problems.error(
                        entry.key(), "`http_headers` cannot set `%s`, which has its own meaning".formatted(name));
            } else if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                section.problems.error(entry.key(), notHeader(name));
            }
            headers.add(header(section, name));
        });
        return headers;
    }

    /** Behind a colon stands the value of the header, in the wrong place. */
    private static String notHeader(String name) {
        int colon = name.indexOf(':');
        return colon < 0
                ? "`%s` is not a header name".formatted(name)
                : "`%s:…` is not a header name; write the name alone, and under it `values: [...]` or `secrets: [...]`"
                        .formatted(name.substring(0, colon));
    }

    private static ConfiguredHeader header(Section parent, String name) {
        Section section = parent.child(name);
        if (section == null) {
            return new ConfiguredHeader(name, List.of(), List.of());
        }
        List<String> values = section.texts("values");
        List<SecretSource> secrets = new ArrayList<>();
        section.texts("secrets").forEach(secret -> secrets.add(SecretSource.inline(secret)));
        section.texts("files").forEach(file -> secrets.add(section.file(file)));
        section.fields.finish();
        return new ConfiguredHeader(name, values, secrets);
    }

    private static @Nullable OAuth2Config oauth2(Section parent) {
        Section section = parent.child("oauth2");
        if (section == null) {
            return null;
        }
        Fields fields = section.fields;
        String clientId = section.required("client_id");
        String tokenUrl = section.required("token_url");
        checkUrl(section, tokenUrl);
        OAuth2Config config = new OAuth2Config(
                clientId,
                section.secret("client_secret"),
                assertion(section),
                tokenUrl,
                fields.strings("scopes"),
                fields.stringMap("endpoint_params"),
                tls(section),
                proxy(section));
        fields.finish();
        return config;
    }

    private static void checkUrl(Section section, String tokenUrl) {
        if (tokenUrl.isEmpty()) {
            return;
        }
        try {
            HttpUrl.parse(tokenUrl);
        } catch (IllegalArgumentException e) {
            section.errorAt("token_url", "`token_url`: " + e.getMessage());
        }
    }

    private static OAuth2Config.@Nullable JwtAssertion assertion(Section section) {
        Fields fields = section.fields;
        SecretSource key = section.secret("client_certificate_key");
        String keyId = fields.string("client_certificate_key_id", "");
        String algorithm = fields.string("signature_algorithm", "");
        String issuer = fields.string("iss", "");
        String audience = fields.string("audience", "");
        Map<String, String> claims = fields.stringMap("claims");
        String grant = fields.string("grant_type", "");
        if (grant.isEmpty() || grant.equals("client_credentials")) {
            return null;
        }
        if (!grant.equals(OAuth2Config.JWT_BEARER)) {
            section.errorAt(
                    "grant_type",
                    "unknown `grant_type`; write `client_credentials` or `%s`".formatted(OAuth2Config.JWT_BEARER));
            return null;
        }
        if (key == null) {
            section.error("the grant `%s` needs `client_certificate_key` or `client_certificate_key_file`"
                    .formatted(OAuth2Config.JWT_BEARER));
            return null;
        }
        if (!Set.of("", "RS256", "RS384", "RS512").contains(algorithm)) {
            section.errorAt("signature_algorithm", "unknown `signature_algorithm`; write RS256, RS384 or RS512");
        }
        return new OAuth2Config.JwtAssertion(
                key, keyId, algorithm.isEmpty() ? "RS256" : algorithm, issuer, audience, claims);
    }

    /** One mapping being read, with what its files are relative to. */
    private record Section(Fields fields, Path directory, Problems problems) {
        static @Nullable YamlMapping mapping(Fields fields, String key, Problems problems) {
            YamlNode node = fields.node(key);
            if (node == null || node.isNull()) {
                return null;
            }
            if (node instanceof YamlMapping mapping) {
                return mapping;
            }
            // Without what was found: people write tokens here.
            problems.error(node, "`%s` takes a mapping of keys to values".formatted(key));
            return null;
        }

        @Nullable
        Section child(String key) {
            YamlMapping mapping = mapping(fields, key, problems);
            return mapping == null ? null : new Section(new Fields(mapping, problems), directory, problems);
        }

        void error(String message) {
            problems.error(fields.mapping(), message);
        }

        void errorAt(String key, String message) {
            Position position = fields.position(key);
            problems.error(position, message);
        }

        boolean moreThanOne(@Nullable Object... choices) {
            int count = 0;
            for (Object choice : choices) {
                count += choice == null ? 0 : 1;
            }
            return count > 1;
        }

        String required(String key) {
            String text = fields.string(key, "");
            if (text.isEmpty()) {
                errorAt(key, "`%s` is required".formatted(key));
            }
            return text;
        }

        /** A secret that may stand here, in a file, or (refused: there is no secret store) be a reference. */
        @Nullable
        SecretSource secret(String key) {
            String reference = fields.string(key + "_ref", "");
            if (!reference.isEmpty()) {
                errorAt(
                        key + "_ref",
                        "there is no secret store for `%1$s_ref`; use `%1$s` or `%1$s_file`".formatted(key));
            }
            return secretWithoutRef(key);
        }

        @Nullable
        SecretSource secretWithoutRef(String key) {
            String text = fields.string(key, "");
            String path = fields.string(key + "_file", "");
            if (!text.isEmpty() && !path.isEmpty()) {
                errorAt(key + "_file", "at most one of `%1$s` and `%1$s_file` is allowed here".formatted(key));
            }
            if (!text.isEmpty()) {
                return SecretSource.inline(text);
            }
            return path.isEmpty() ? null : file(path);
        }

        SecretSource file(String path) {
            try {
                return new SecretSource.InFile(directory.resolve(path));
            } catch (InvalidPathException e) {
                error("a file name here holds a character that no file name has");
                return new SecretSource.InFile(directory);
            }
        }

        /** A list of texts, without quoting one of them in a problem. */
        List<String> texts(String key) {
            YamlNode node = fields.node(key);
            if (node != null && !node.isNull() && !(node instanceof YamlList)) {
                problems.error(node, "`%s` takes a list".formatted(key));
                return List.of();
            }
            return fields.strings(key);
        }
    }
}
