package tocsin.notifiers.webhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.IntegrationKind;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigReader;
import tocsin.http.HttpUrl;
import tocsin.http.Secret;
import tocsin.model.GoDurations;
import tocsin.notifiers.TextTemplates;

/** Reads {@code webhook_configs}. */
public final class WebhookKind implements IntegrationKind {
    public static final String NAME = "webhook";

    private static final String UNEXPANDED =
            "template syntax in webhooks is not expanded yet: the text between `{{` and `}}` is sent as it stands here";

    private final HttpConfigReader http = new HttpConfigReader();
    private final TextTemplates templates;

    public WebhookKind(TextTemplates templates) {
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
        report(own, problems);
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
        return new WebhookUrl.Inline(new Secret(url.equals(Secret.HIDDEN) ? "" : url));
    }

    private void checkUrl(String url, Fields fields, Problems problems) {
        if (url.equals(Secret.HIDDEN)) {
            problems.warning(
                    fields.position("url"),
                    "`url` is `<secret>`, of a file whose secrets were hidden:" + " nothing can be sent");
        } else if (TextTemplates.isTemplate(url)) {
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
        for (YamlScalar text : texts(payload, new ArrayList<>())) {
            if (TextTemplates.isTemplate(text.text())) {
                checkTemplate(text, text.text(), "payload", problems);
            }
        }
        return payload;
    }

    /** Keys and values, at any depth. */
    private static List<YamlScalar> texts(YamlNode node, List<YamlScalar> found) {
        if (node instanceof YamlScalar scalar) {
            found.add(scalar);
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> texts(item, found));
        } else if (node instanceof YamlMapping mapping) {
            mapping.entries().values().forEach(entry -> {
                found.add(entry.key());
                texts(entry.value(), found);
            });
        }
        return found;
    }

    private void checkTemplate(YamlNode at, String text, String key, Problems problems) {
        if (!templates.expands()) {
            problems.warning(at, UNEXPANDED);
            return;
        }
        String wrong = templates.syntaxProblem(text);
        if (wrong != null) {
            problems.error(at, "`%s`: %s".formatted(key, wrong));
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

    /** The warning of unexpanded templates is given once for a file, however many texts have them. */
    private static void report(Problems own, Problems problems) {
        boolean warned = problems.list().stream().anyMatch(WebhookKind::isUnexpanded);
        for (Problem problem : own.list()) {
            if (!isUnexpanded(problem) || !warned) {
                problems.addAll(List.of(problem));
            }
            warned |= isUnexpanded(problem);
        }
    }

    private static boolean isUnexpanded(Problem problem) {
        return problem.message().equals(UNEXPANDED);
    }
}
