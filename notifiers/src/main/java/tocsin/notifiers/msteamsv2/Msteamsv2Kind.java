package tocsin.notifiers.msteamsv2;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.http.ProxyConfig;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code msteamsv2_configs}. */
public final class Msteamsv2Kind implements IntegrationKind {
    public static final String NAME = "msteamsv2";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public Msteamsv2Kind(NotificationTemplates templates) {
        this.templates = Objects.requireNonNull(templates, "templates");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean delivered() {
        return false;
    }

    @Override
    public @Nullable Msteamsv2Config read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
    }

    private static @Nullable Msteamsv2Config read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new Msteamsv2Config(
                entry.requiredSecretUrl("webhook_url"),
                fields.text("title", "{{ template \"msteamsv2.default.title\" . }}"),
                fields.text("text", "{{ template \"msteamsv2.default.text\" . }}"),
                http(entry),
                entry.sendResolved(true)));
    }

    /** The only kind whose own {@code http_config} still takes something from the global one. */
    private static HttpClientConfig http(Entry entry) {
        HttpClientConfig global = entry.globalHttp();
        HttpClientConfig own = entry.ownHttp();
        return own == null ? global : own.withProxy(proxy(own.proxy(), global.proxy()));
    }

    private static ProxyConfig proxy(ProxyConfig own, ProxyConfig global) {
        return own.url() != null || own.fromEnvironment()
                ? own
                : new ProxyConfig(global.url(), own.noProxy(), false, own.connectHeaders());
    }
}
