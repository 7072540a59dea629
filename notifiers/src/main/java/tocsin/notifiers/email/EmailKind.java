package tocsin.notifiers.email;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.HostPort;
import tocsin.config.YamlScalar;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code email_configs}. */
public final class EmailKind {
    public static final String NAME = "email";

    private EmailKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<EmailConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, EmailConfig.class, templates, EmailKind::read, EmailNotifier::new);
    }

    private static @Nullable EmailConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        Map<String, FieldText> headers = headers(fields);
        return entry.finish(new EmailConfig(
                to(fields),
                from(entry),
                smarthost(entry),
                entry.string("hello", "smtp_hello", "localhost"),
                auth(entry),
                entry.bool("require_tls", "smtp_require_tls", true),
                entry.bool("force_implicit_tls", "smtp_force_implicit_tls"),
                entry.tls("tls_config", "smtp_tls_config"),
                headers,
                fields.text("html", "{{ template \"email.default.html\" . }}"),
                fields.text("text"),
                threading(fields, headers),
                entry.sendResolved(false)));
    }

    private static FieldText to(EntryFields fields) {
        FieldText to = fields.text("to");
        if (to.isEmpty()) {
            fields.missing("to", "missing to address in email config: write `to`");
        }
        return to;
    }

    private static FieldText from(Entry entry) {
        FieldText from = entry.text("from", "smtp_from");
        if (from.isEmpty()) {
            entry.fields().missing("from", "no global SMTP from set: write `from` here, or `smtp_from` under `global`");
        }
        return from;
    }

    private static HostPort smarthost(Entry entry) {
        HostPort smarthost = entry.hostPort("smarthost", "smtp_smarthost");
        if (smarthost != null) {
            checkPort(smarthost, entry.fields());
            return smarthost;
        }
        entry.fields()
                .missing(
                        "smarthost",
                        "no global SMTP smarthost set: write `smarthost` here, or `smtp_smarthost` under `global`");
        return new HostPort("", "");
    }

    private static void checkPort(HostPort smarthost, EntryFields fields) {
        if (Smarthost.port(smarthost.port()) == 0) {
            fields.error(
                    "smarthost",
                    "the port of the smarthost is `%s`: write a number such as 587, or smtp, submission or smtps"
                            .formatted(smarthost.port()));
        }
    }

    private static EmailAuth auth(Entry entry) {
        return new EmailAuth(
                entry.string("auth_username", "smtp_auth_username", ""),
                entry.fileOrSecret("auth_password", "smtp_auth_password"),
                entry.fileOrSecret("auth_secret", "smtp_auth_secret"),
                entry.string("auth_identity", "smtp_auth_identity", ""));
    }

    private static Map<String, FieldText> headers(EntryFields fields) {
        Map<String, FieldText> headers = new LinkedHashMap<>();
        fields.textMap("headers").forEach((name, text) -> headers.putIfAbsent(HeaderName.canonical(name), text));
        Set<String> seen = new HashSet<>();
        for (YamlScalar name : fields.keysOf("headers")) {
            String canonical = HeaderName.canonical(name.text());
            if (!seen.add(canonical)) {
                fields.error(name, "duplicate header \"%s\" in email config".formatted(canonical));
            }
            if (!HeaderName.isConfigurable(canonical)) {
                fields.warning(
                        "headers",
                        "the header `%s` is left out of mails: it is no name of a header, or tells how to read the body"
                                .formatted(name.text()));
            }
        }
        return headers;
    }

    private static EmailThreading threading(EntryFields fields, Map<String, FieldText> headers) {
        EmailThreading threading = fields.inside("threading", EmailKind::threading);
        if (threading == null || threading == EmailThreading.OFF) {
            return EmailThreading.OFF;
        }
        for (String header : List.of("References", "In-Reply-To")) {
            if (headers.containsKey(header)) {
                fields.error("threading", "`threading` sets the header %s, which `headers` has too".formatted(header));
            }
        }
        return threading;
    }

    /** Upstream documents a default that it does not apply. */
    private static EmailThreading threading(EntryFields fields) {
        boolean enabled = fields.bool("enabled", false);
        String byDate = fields.string("thread_by_date");
        if (enabled && !List.of("", "daily", "none").contains(byDate)) {
            fields.error("thread_by_date", "unknown `thread_by_date`: `%s`; write daily or none".formatted(byDate));
        }
        EmailThreading threading = byDate.equals("none") ? EmailThreading.FOREVER : EmailThreading.DAILY;
        return enabled ? threading : EmailThreading.OFF;
    }
}
