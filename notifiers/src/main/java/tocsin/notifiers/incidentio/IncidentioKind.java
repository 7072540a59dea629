package tocsin.notifiers.incidentio;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code incidentio_configs}. */
public final class IncidentioKind implements IntegrationKind {
    public static final String NAME = "incidentio";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public IncidentioKind(NotificationTemplates templates) {
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
    public @Nullable IncidentioConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
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
