package tocsin.notifiers.pagerduty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * Renders the texts of an event. PagerDuty takes 1024 code points of summary; what is longer is cut and ends in {@code …}. It
 * refuses events without summary or source and with a severity that it does not know; others stand in for them. Immutable; any
 * thread.
 */
final class PagerdutyFields {
    private static final int LONGEST_SUMMARY = 1024;
    private static final int LONGEST_QUOTED = 40;
    private static final String STANDARD_SEVERITY = "error";
    private static final Set<String> SEVERITIES = Set.of("critical", STANDARD_SEVERITY, "warning", "info");

    private final TemplatedField client;
    private final TemplatedField clientUrl;
    private final TemplatedField description;
    private final TemplatedField source;
    private final boolean sourceIsClient;
    private final TemplatedField severity;
    private final TemplatedField className;
    private final TemplatedField component;
    private final TemplatedField group;
    private final List<Map<String, TemplatedField>> images = new ArrayList<>();
    private final List<Map<String, TemplatedField>> links = new ArrayList<>();

    PagerdutyFields(PagerdutyConfig config, FieldRenderer renderer) {
        PagerdutyTexts texts = config.texts();
        this.client = texts.client().with(renderer);
        this.clientUrl = texts.clientUrl().with(renderer);
        this.description = texts.description().with(renderer);
        this.source = texts.source().with(renderer);
        this.sourceIsClient = texts.source().text().equals(texts.client().text());
        this.severity = texts.severity().with(renderer);
        this.className = texts.className().with(renderer);
        this.component = texts.component().with(renderer);
        this.group = texts.group().with(renderer);
        config.images()
                .forEach(image -> images.add(prepared(
                        renderer,
                        Map.entry("src", image.src()),
                        Map.entry("alt", image.alt()),
                        Map.entry("href", image.href()))));
        config.links()
                .forEach(link ->
                        links.add(prepared(renderer, Map.entry("href", link.href()), Map.entry("text", link.text()))));
    }

    @SafeVarargs
    private static Map<String, TemplatedField> prepared(
            FieldRenderer renderer, Map.Entry<String, FieldText>... attributes) {
        Map<String, TemplatedField> prepared = new LinkedHashMap<>();
        for (Map.Entry<String, FieldText> attribute : attributes) {
            prepared.put(attribute.getKey(), attribute.getValue().with(renderer));
        }
        return prepared;
    }

    /** @param notes gets what is not as configured, beside failed templates */
    PagerdutyEvent render(String key, NotificationData data, Rendering rendering, List<String> notes) {
        String shownClient = rendering.render(client);
        return new PagerdutyEvent(
                key,
                data.groupKeyHash(),
                data.notification().firing(),
                summary(data, rendering, notes),
                required("source", sourceIsClient ? shownClient : rendering.render(source), data.externalUrl(), notes),
                severity(rendering.render(severity), notes),
                rendering.render(className),
                rendering.render(component),
                rendering.render(group),
                shownClient,
                rendering.render(clientUrl),
                render(images, "src", rendering),
                render(links, "href", rendering));
    }

    /** Likewise, what version 1 knows. */
    PagerdutyEvent renderV1(String key, NotificationData data, Rendering rendering, List<String> notes) {
        return new PagerdutyEvent(
                key,
                data.groupKeyHash(),
                data.notification().firing(),
                summary(data, rendering, notes),
                "",
                "",
                "",
                "",
                "",
                rendering.render(client),
                rendering.render(clientUrl),
                List.of(),
                List.of());
    }

    private String summary(NotificationData data, Rendering rendering, List<String> notes) {
        String summary = Truncation.toCodePoints(rendering.render(description), LONGEST_SUMMARY);
        return required("description", summary, data.notification().groupKey(), notes);
    }

    private static String required(String field, String rendered, String instead, List<String> notes) {
        if (!rendered.isBlank()) {
            return rendered;
        }
        notes.add("`%s` is empty, which PagerDuty refuses; `%s` was sent instead".formatted(field, instead));
        return Truncation.toCodePoints(instead, LONGEST_SUMMARY);
    }

    private static String severity(String rendered, List<String> notes) {
        String severity = rendered.strip().toLowerCase(Locale.ROOT);
        if (SEVERITIES.contains(severity)) {
            return severity;
        }
        notes.add(
                "`severity` is `%s`, which PagerDuty does not know (critical, error, warning, info); %s was sent instead"
                        .formatted(Truncation.toCodePoints(severity, LONGEST_QUOTED), STANDARD_SEVERITY));
        return STANDARD_SEVERITY;
    }

    /** Without those whose main attribute is empty. */
    private static List<Map<String, String>> render(
            List<Map<String, TemplatedField>> items, String main, Rendering rendering) {
        List<Map<String, String>> rendered = new ArrayList<>();
        for (Map<String, TemplatedField> item : items) {
            Map<String, String> attributes = new LinkedHashMap<>();
            item.forEach((name, field) -> attributes.put(name, rendering.render(field)));
            if (!attributes.getOrDefault(main, "").isEmpty()) {
                rendered.add(attributes);
            }
        }
        return rendered;
    }
}
