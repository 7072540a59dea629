package tocsin.notifiers.msteamsv2;

import org.jspecify.annotations.Nullable;
import tocsin.http.HttpClientConfig;
import tocsin.http.ProxyConfig;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code msteamsv2_configs}. */
public final class Msteamsv2Kind {
    public static final String NAME = "msteamsv2";

    private Msteamsv2Kind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<Msteamsv2Config> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, Msteamsv2Config.class, templates, Msteamsv2Kind::read, Msteamsv2Notifier::new);
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
