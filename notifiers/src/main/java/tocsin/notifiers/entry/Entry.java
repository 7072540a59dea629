package tocsin.notifiers.entry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.HostPort;
import tocsin.config.IntegrationConfig;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.UrlSyntax;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigReader;
import tocsin.http.Secret;
import tocsin.http.SecretSource;
import tocsin.http.TlsConfig;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;

/**
 * One entry of a {@code <kind>_configs} list and what it inherits. Whoever reads {@code global} reports its problems; here
 * they are passed over. Not thread-safe.
 *
 * <pre>{@code
 * Entry entry = new Entry(mapping, global, directory, templates, problems);
 * return entry.finish(new FooConfig(
 *         entry.requiredSecretUrl("webhook_url"),
 *         entry.fields().text("title", "{{ template \"foo.default.title\" . }}"),
 *         entry.http(),
 *         entry.sendResolved(true)));
 * }</pre>
 */
public final class Entry {
    private static final String HTTP_CONFIG = "http_config";
    private static final SecretSource NONE = SecretSource.inline("");

    private final HttpConfigReader http = new HttpConfigReader();
    private final Path directory;
    private final Problems all;
    private final Problems own;
    private final EntryFields fields;
    private final Fields global;
    private final Problems reportedElsewhere;

    /**
     * @param global empty when the file has none
     * @param directory of the configuration file, for relative paths
     * @param templates with which texts are parsed; those that they call are looked up when they are rendered
     */
    public Entry(
            YamlMapping entry, YamlMapping global, Path directory, NotificationTemplates templates, Problems problems) {
        this.directory = directory;
        this.all = problems;
        this.own = new Problems(problems.source());
        this.fields = new EntryFields(entry, null, templates, own);
        this.reportedElsewhere = new Problems(problems.source());
        this.global = new Fields(global, reportedElsewhere);
    }

    public EntryFields fields() {
        return fields;
    }

    public Position position() {
        return fields.raw().mapping().position();
    }

    /** Reports all problems, unknown keys among them. Null when one is an error. */
    public <T extends IntegrationConfig> @Nullable T finish(T config) {
        fields.raw().finish();
        all.addAll(own.list());
        return own.hasErrors() ? null : config;
    }

    public boolean sendResolved(boolean absent) {
        return fields.bool("send_resolved", absent);
    }

    /** The entry's own {@code http_config}, else the whole global one: they are never merged. */
    public HttpClientConfig http() {
        HttpClientConfig written = ownHttp();
        return written == null ? globalHttp() : written;
    }

    /** Null when the entry has none. */
    public @Nullable HttpClientConfig ownHttp() {
        return http.readUnder(fields.raw(), HTTP_CONFIG, directory, own);
    }

    public HttpClientConfig globalHttp() {
        HttpClientConfig inherited = http.readUnder(global, HTTP_CONFIG, directory, reportedElsewhere);
        return inherited == null ? HttpClientConfig.DEFAULT : inherited;
    }

    /** The entry's own TLS settings, else the whole global ones. */
    public TlsConfig tls(String key, String globalKey) {
        YamlMapping written = fields.raw().mapping(key);
        if (written != null) {
            return http.readTls(written, directory, own);
        }
        YamlMapping inherited = global.mapping(globalKey);
        return inherited == null ? TlsConfig.SYSTEM : http.readTls(inherited, directory, reportedElsewhere);
    }

    /** A secret under the key or in the file of its twin {@code <key>_file}; null when neither stands there. */
    public @Nullable SecretSource secret(String key) {
        return secret(fields, key);
    }

    /** Likewise, in a mapping inside the entry. */
    public @Nullable SecretSource secret(EntryFields inside, String key) {
        return oneOf(inside, key, inline(inside, key), file(inside.raw(), key));
    }

    /** Likewise, inherited as a pair: only when neither stands here. */
    public @Nullable SecretSource secret(String key, String globalKey) {
        SecretSource written = secret(key);
        return written == null ? globalSecret(globalKey) : written;
    }

    public SecretSource requiredSecret(String key) {
        return required(key, secret(key));
    }

    public SecretSource requiredSecret(String key, String globalKey) {
        return required(key, globalKey, secret(key, globalKey));
    }

    /** A URL that is a secret, under the key or in the file of its twin; null when neither stands there. */
    public @Nullable SecretSource secretUrl(String key) {
        String url = fields.raw().string(key);
        if (url != null && !Secret.isHidden(url)) {
            fields.checkUrl(key, url);
        }
        return oneOf(fields, key, url == null ? null : inlineSecret(fields, key, url), file(fields.raw(), key));
    }

    /** A URL that may be shown, under the key or in the file of its twin. */
    public SecretSource requiredUrl(String key) {
        String url = fields.url(key);
        return required(key, oneOf(fields, key, url == null ? null : SecretSource.inline(url), file(key)));
    }

    public SecretSource requiredSecretUrl(String key) {
        return required(key, secretUrl(key));
    }

    public SecretSource requiredSecretUrl(String key, String globalKey) {
        SecretSource written = secretUrl(key);
        return required(key, globalKey, written == null ? globalSecret(globalKey) : written);
    }

    /** Likewise, a URL that may be a template. */
    public SecretSource requiredTemplateUrl(String key) {
        String url = fields.string(key);
        if (TemplatedTexts.isTemplate(url)) {
            fields.checkTemplates(key);
        } else if (!url.isEmpty() && !Secret.isHidden(url)) {
            fields.checkUrl(key, url);
        }
        return requiredSecret(key);
    }

    /** Of twins that may stand side by side, the file counts. */
    public @Nullable SecretSource fileOrSecret(String key, String globalKey) {
        SecretSource inline = inline(fields, key);
        SecretSource file = file(fields.raw(), key);
        if (file == null) {
            return inline == null ? globalSecret(globalKey) : inline;
        }
        return file;
    }

    /** What only a file can hold: {@code <key>_file}; null when it does not stand there. */
    public @Nullable SecretSource file(String key) {
        return file(fields.raw(), key);
    }

    /** What {@code global} says under the key or its twin. */
    public @Nullable SecretSource globalSecret(String key) {
        String text = global.string(key, "");
        return text.isEmpty() ? file(global, key) : SecretSource.inline(known(text));
    }

    /**
     * The URL of a service.
     *
     * @param byDefault of the key in {@code global}; null when it has none
     */
    public String url(String key, String globalKey, @Nullable String byDefault) {
        String written = fields.url(key);
        String url = written == null
                ? global.<@Nullable String>parsed(globalKey, byDefault, null, UrlSyntax::require)
                : written;
        if (url != null) {
            return url;
        }
        fields.missing(key, "no URL: write `%s` here or `%s` under `global`".formatted(key, globalKey));
        return "";
    }

    /** Likewise, with a slash at the end of its path. */
    public String urlOfDirectory(String key, String globalKey, @Nullable String byDefault) {
        String url = url(key, globalKey, byDefault);
        int end = endOfPath(url);
        String upToPath = url.substring(0, end);
        return upToPath.endsWith("/") ? url : upToPath + "/" + url.substring(end);
    }

    private static int endOfPath(String url) {
        int end = 0;
        while (end < url.length() && "?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** A text as it is written, here or else in {@code global}. */
    public String string(String key, String globalKey, String byDefault) {
        String written = fields.string(key);
        return written.isEmpty() ? global.string(globalKey, byDefault) : written;
    }

    /** A template, here or else in {@code global}; empty when it stands nowhere. */
    public FieldText text(String key, String globalKey) {
        FieldText written = fields.text(key);
        return written.isEmpty() ? new FieldText(key, global.string(globalKey, ""), "") : written;
    }

    public boolean bool(String key, String globalKey, boolean byDefault) {
        Boolean written = fields.bool(key);
        return written == null ? global.bool(globalKey, byDefault) : written;
    }

    /** Null when it stands nowhere. */
    public @Nullable Boolean bool(String key, String globalKey) {
        Boolean written = fields.bool(key);
        return written == null ? global.bool(globalKey) : written;
    }

    /** An address; null when it stands nowhere. */
    public @Nullable HostPort hostPort(String key, String globalKey) {
        HostPort written = hostPort(fields.raw(), key);
        return written == null ? hostPort(global, globalKey) : written;
    }

    private static @Nullable HostPort hostPort(Fields from, String key) {
        return from.<@Nullable HostPort>parsed(key, null, null, HostPort::parse);
    }

    private static @Nullable SecretSource inline(EntryFields from, String key) {
        String text = from.string(key);
        return text.isEmpty() ? null : inlineSecret(from, key, text);
    }

    private static SecretSource inlineSecret(EntryFields from, String key, String text) {
        if (Secret.isHidden(text)) {
            from.warning(
                    key, "`%s` is `%s`, of a file whose secrets were hidden: nothing can be sent".formatted(key, text));
        }
        return SecretSource.inline(known(text));
    }

    private static String known(String text) {
        return Secret.isHidden(text) ? "" : text;
    }

    /** Upstream resolves it against the working directory. */
    private @Nullable SecretSource file(Fields from, String key) {
        String path = from.string(key + "_file", "");
        try {
            return path.isEmpty() ? null : new SecretSource.InFile(directory.resolve(path), Path.of(path));
        } catch (InvalidPathException e) {
            own.error(from.position(key + "_file"), "`%s_file` is not the name of a file".formatted(key));
            return NONE;
        }
    }

    private static @Nullable SecretSource oneOf(
            EntryFields from, String key, @Nullable SecretSource inline, @Nullable SecretSource file) {
        if (inline != null && file != null) {
            from.error(key + "_file", "at most one of `%1$s` and `%1$s_file` is allowed here".formatted(key));
        }
        return inline == null ? file : inline;
    }

    private SecretSource required(String key, @Nullable SecretSource source) {
        return requiredOr(key, source, "one of `%1$s` and `%1$s_file` is required".formatted(key));
    }

    private SecretSource required(String key, String globalKey, @Nullable SecretSource source) {
        return requiredOr(
                key,
                source,
                "no `%1$s`: write it or `%1$s_file` here, or `%2$s` or `%2$s_file` under `global`"
                        .formatted(key, globalKey));
    }

    private SecretSource requiredOr(String key, @Nullable SecretSource source, String message) {
        if (source == null) {
            fields.missing(key, message);
            return NONE;
        }
        return source;
    }
}
