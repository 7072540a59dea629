package tocsin.notifiers.incidentio;

import org.jspecify.annotations.Nullable;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code incidentio_configs}. */
public final class IncidentioKind {
    public static final String NAME = "incidentio";

    private IncidentioKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<IncidentioConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, IncidentioConfig.class, templates, IncidentioKind::read, IncidentioNotifier::new);
    }

    private static @Nullable IncidentioConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new IncidentioConfig(
                entry.requiredUrl("url"),
                fields.count("max_alerts"),
                fields.timeout(),
                http(entry),
                entry.sendResolved(true)));
    }

    private static HttpClientConfig http(Entry entry) {
        SecretSource token = entry.secret("alert_source_token");
        HttpClientConfig own = entry.ownHttp();
        HttpClientConfig http = own == null ? entry.globalHttp() : own;
        if (token == null) {
            requireAuthorization(entry, own, http);
            return http;
        }
        if (own != null && own.authorization() != null) {
            entry.fields()
                    .error(
                            "http_config",
                            "`alert_source_token` and `http_config.authorization` exclude each other; keep one");
        }
        return http.withAuthorization(new Authorization("Bearer", token));
    }

    private static void requireAuthorization(Entry entry, @Nullable HttpClientConfig own, HttpClientConfig http) {
        if (own != null && own.authorization() == null) {
            entry.fields()
                    .missing("one of `alert_source_token`, `alert_source_token_file` and `http_config.authorization`"
                            + " is required");
        } else if (http.authorization() == null) {
            entry.fields().warning("url", "no `alert_source_token`: incident.io will refuse what is sent");
        }
    }
}
