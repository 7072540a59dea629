package tocsin.notifiers.pagerduty;

import org.jspecify.annotations.Nullable;
import tocsin.config.YamlMapping;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code pagerduty_configs}. */
public final class PagerdutyKind {
    public static final String NAME = "pagerduty";

    private PagerdutyKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<PagerdutyConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, PagerdutyConfig.class, templates, PagerdutyKind::read, PagerdutyNotifier::new);
    }

    private static @Nullable PagerdutyConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        SecretSource routingKey = key(entry, "routing_key");
        SecretSource serviceKey = key(entry, "service_key");
        if (routingKey == null && serviceKey == null) {
            fields.missing("missing `routing_key`, or `service_key` for version 1 of the Events API");
        }
        return entry.finish(new PagerdutyConfig(
                routingKey,
                serviceKey,
                entry.url("url", "pagerduty_url", "https://events.pagerduty.com/v2/enqueue"),
                texts(fields),
                details(entry, fields),
                fields.each("images", PagerdutyKind::image),
                fields.each("links", PagerdutyKind::link),
                fields.timeout(),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static @Nullable SecretSource key(Entry entry, String key) {
        entry.fields().checkTemplates(key);
        return entry.secret(key);
    }

    private static PagerdutyTexts texts(EntryFields fields) {
        FieldText client = fields.text("client", "{{ template \"pagerduty.default.client\" . }}");
        FieldText source = fields.text("source");
        return new PagerdutyTexts(
                client,
                fields.text("client_url", "{{ template \"pagerduty.default.clientURL\" . }}"),
                fields.text("description", "{{ template \"pagerduty.default.description\" . }}"),
                new FieldText(source.field(), source.isEmpty() ? client.text() : source.text(), client.byDefault()),
                fields.text("severity", "error"),
                fields.text("class"),
                fields.text("component"),
                fields.text("group"));
    }

    private static YamlMapping details(Entry entry, EntryFields fields) {
        YamlMapping written = fields.structureMapping("details");
        return PagerdutyDetails.withDefaults(written == null ? YamlMapping.empty(entry.position()) : written);
    }

    private static PagerdutyImage image(EntryFields fields) {
        return new PagerdutyImage(fields.text("src"), fields.text("alt"), fields.text("href"));
    }

    private static PagerdutyLink link(EntryFields fields) {
        return new PagerdutyLink(fields.text("href"), fields.text("text"));
    }
}
