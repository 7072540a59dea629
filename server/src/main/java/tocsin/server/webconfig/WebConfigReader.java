package tocsin.server.webconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.config.YamlScalar;
import tocsin.model.GoDurations;

/** Reads the text of the file. Pure: certificates are opened by {@link TlsLoader}. */
final class WebConfigReader {
    /** Names that may be set, with the values that they may have; an empty list means any. */
    private static final Map<String, List<String>> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("Strict-Transport-Security", List.of());
        HEADERS.put("X-Content-Type-Options", List.of("nosniff"));
        HEADERS.put("X-Frame-Options", List.of("deny", "sameorigin"));
        HEADERS.put("X-XSS-Protection", List.of());
        HEADERS.put("Content-Security-Policy", List.of());
    }

    /** From here on a check takes seconds, in which everybody else who logs in waits. */
    private static final int SLOW_COST = 15;

    private final Path directory;
    private final Problems problems;

    /** @param directory against which relative paths are resolved */
    WebConfigReader(Path directory, Problems problems) {
        this.directory = directory;
        this.problems = problems;
    }

    /** After problems something that is never to be used. */
    WebConfig read(Source source) {
        YamlNode document = YamlReader.readFirst(source, problems);
        if (document instanceof YamlMapping mapping) {
            return read(mapping);
        }
        if (document != null) {
            problems.error(
                    document,
                    "expected a mapping with tls_server_config, http_server_config, basic_auth_users or rate_limit, found "
                            + document.describe());
        } else if (!problems.hasErrors()) {
            problems.warning((Position) null, "is empty: HTTP stays plain, and nobody is asked for a password");
        }
        return WebConfig.EMPTY;
    }

    private WebConfig read(YamlMapping mapping) {
        Fields fields = new Fields(mapping, problems);
        YamlMapping tls = fields.mapping("tls_server_config");
        YamlMapping http = fields.mapping("http_server_config");
        Fields httpFields = new Fields(http == null ? YamlMapping.empty(mapping.position()) : http, problems);
        WebConfig config = new WebConfig(
                tls == null ? null : new TlsSettingsReader(tls, directory, problems).read(),
                httpFields.bool("http2", true),
                headers(httpFields),
                users(fields),
                rateLimit(fields));
        httpFields.finish();
        fields.finish();
        return config;
    }

    private Map<String, String> headers(Fields http) {
        Map<String, String> headers = new LinkedHashMap<>();
        YamlMapping section = http.mapping("headers");
        if (section != null) {
            Fields fields = new Fields(section, problems);
            section.entries().forEach((name, entry) -> header(fields, name, entry, headers));
        }
        return headers;
    }

    private void header(Fields fields, String name, YamlMapping.Entry entry, Map<String, String> headers) {
        List<String> values = HEADERS.get(name);
        if (values == null) {
            problems.error(
                    entry.key(),
                    "the header `%s` cannot be set here%s; there are %s"
                            .formatted(
                                    name, TlsNames.hint(name, HEADERS.keySet()), String.join(", ", HEADERS.keySet())));
            return;
        }
        String value = fields.string(name, "");
        if (!(entry.value() instanceof YamlScalar)) {
            return;
        }
        if (!values.isEmpty() && !values.contains(value)) {
            problems.error(
                    entry.value(), "`%s` cannot be `%s`; write %s".formatted(name, value, String.join(" or ", values)));
        } else if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            problems.error(
                    entry.value(), "`%s` holds a line break or another character that no header has".formatted(name));
        } else if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    private Map<String, PasswordHash> users(Fields fields) {
        Map<String, PasswordHash> users = new LinkedHashMap<>();
        YamlMapping section = fields.mapping("basic_auth_users");
        if (section != null) {
            section.entries().forEach((name, entry) -> user(name, entry, users));
        }
        return users;
    }

    private void user(String name, YamlMapping.Entry entry, Map<String, PasswordHash> users) {
        if (name.indexOf(':') >= 0) {
            // Without the name: a hash or a password may follow the colon.
            problems.error(
                    entry.key(),
                    "a user's name has no colon, or nobody could log in with it; write `NAME: HASH` with a blank behind the colon");
            return;
        }
        if (!(entry.value() instanceof YamlScalar scalar)) {
            problems.error(
                    entry.value(),
                    "user `%s` takes a bcrypt hash, found %s"
                            .formatted(name, entry.value().describe()));
            return;
        }
        try {
            PasswordHash hash = PasswordHash.parse(scalar.text());
            users.put(name, hash);
            if (hash.cost() >= SLOW_COST) {
                problems.warning(
                        scalar,
                        "user `%s`: a bcrypt cost of %d takes seconds for each new password; 10 to 12 is usual"
                                .formatted(name, hash.cost()));
            }
        } catch (IllegalArgumentException e) {
            problems.error(scalar, "user `%s`: %s".formatted(name, e.getMessage()));
        }
    }

    private WebConfig.@Nullable RateLimit rateLimit(Fields parent) {
        YamlMapping section = parent.mapping("rate_limit");
        if (section == null) {
            return null;
        }
        Fields fields = new Fields(section, problems);
        Duration interval = fields.parsed("interval", Duration.ZERO, Duration.ZERO, GoDurations::parseOrNanos);
        long burst = fields.count("burst", 0);
        fields.finish();
        if (interval.isZero()) {
            return null;
        }
        if (burst < 1 || burst > Integer.MAX_VALUE) {
            problems.error(
                    fields.position("burst"),
                    "`rate_limit` with an `interval` needs a `burst` of at least 1, or it refuses every request");
            return null;
        }
        return new WebConfig.RateLimit(interval, (int) burst);
    }
}
