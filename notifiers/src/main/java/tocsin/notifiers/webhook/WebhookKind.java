package tocsin.notifiers.webhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigReader;
import tocsin.http.HttpUrl;
import tocsin.http.Secret;
import tocsin.model.GoDurations;
import tocsin.notifiers.YamlValues;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;
import tocsin.templates.syntax.TemplateException;

/** Reads {@code webhook_configs}. */
public final class WebhookKind implements IntegrationKind {
    public static final String NAME = "webhook";

    private final HttpConfigReader http = new HttpConfigReader();
    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public WebhookKind(NotificationTemplates templates) {
        this.templates = Objects.requireNonNull(templates, "templates");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable WebhookConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        Problems own = new Problems(problems.source());
        Fields fields = new Fields(entry, own);
        WebhookUrl url = url(fields, directory, own);
        long maxAlerts = fields.parsed("max_alerts", 0L, 0L, WebhookKind::toCount);
        Duration timeout = fields.parsed("timeout", Duration.ZERO, Duration.ZERO, GoDurations::parse);
        YamlNode payload = payload(fields, own);
        boolean sendResolved = fields.bool("send_resolved", true);
        HttpClientConfig client = http(fields, global, directory, own);
        fields.finish();
        problems.addAll(own.list());
        return url == null || own.hasErrors()
                ? null
                : new WebhookConfig(url, maxAlerts, timeout, payload, client, sendResolved);
    }

    private @Nullable WebhookUrl url(Fields fields, Path directory, Problems problems) {
        String url = fields.string("url", "");
        String file = fields.string("url_file", "");
        if (url.isEmpty() == file.isEmpty()) {
            problems.error(
                    url.isEmpty() ? fields.mapping().position() : fields.position("url_file"),
                    url.isEmpty()
                            ? "a webhook needs `url` or `url_file`"
                            : "at most one of `url` and `url_file` is allowed here");
            return null;
        }
        if (url.isEmpty()) {
            return new WebhookUrl.InFile(directory.resolve(file), Path.of(file));
        }
        checkUrl(url, fields, problems);
        return new WebhookUrl.Inline(new Secret(isHidden(url) ? "" : url));
    }

    /** As upstream hides it, and as our status API does, which older amtools can read too. */
    private static boolean isHidden(String url) {
        return url.equals(Secret.HIDDEN) || url.equals("https://" + Secret.HIDDEN);
    }

    private void checkUrl(String url, Fields fields, Problems problems) {
        if (isHidden(url)) {
            problems.warning(
                    fields.position("url"),
                    "`url` is `%s`, of a file whose secrets were hidden: nothing can be sent".formatted(url));
        } else if (TemplatedTexts.isTemplate(url)) {
            checkTemplate(Objects.requireNonNull(fields.node("url")), url, "url", problems);
        } else {
            try {
                HttpUrl.parse(url);
            } catch (IllegalArgumentException e) {
                problems.error(fields.position("url"), "`url`: " + e.getMessage());
            }
        }
    }

    private @Nullable YamlNode payload(Fields fields, Problems problems) {
        YamlNode payload = fields.node("payload");
        if (payload == null || payload.isNull()) {
            return null;
        }
        for (YamlScalar text : TemplatedTexts.in(payload)) {
            if (TemplatedTexts.isTemplate(text.text())) {
                checkTemplate(text, text.text(), "payload", problems);
            }
        }
        YamlValues.keysLeftOut(payload)
                .forEach(key -> problems.warning(
                        key,
                        "`payload`: the key `%s` is left out of the JSON, for YAML reads a boolean, a number or nothing;"
                                        .formatted(key.text())
                                + " write it in quotes"));
        return payload;
    }

    private void checkTemplate(YamlNode at, String text, String key, Problems problems) {
        try {
            templates.text(text);
        } catch (TemplateException e) {
            problems.error(at, "`%s`: %s".formatted(key, e.getMessage()));
        }
    }

    private HttpClientConfig http(Fields fields, YamlMapping global, Path directory, Problems problems) {
        HttpClientConfig own = http.readUnder(fields, "http_config", directory, problems);
        if (own != null) {
            return own;
        }
        // Whoever reads `global` reports its problems.
        Problems reportedElsewhere = new Problems(problems.source());
        HttpClientConfig inherited =
                http.readUnder(new Fields(global, reportedElsewhere), "http_config", directory, reportedElsewhere);
        return inherited == null ? HttpClientConfig.DEFAULT : inherited;
    }

    private static long toCount(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "`%s` is not a number of alerts; write e.g. `50`, or `0` for all".formatted(text));
        }
        return Long.parseLong(text);
    }
}
