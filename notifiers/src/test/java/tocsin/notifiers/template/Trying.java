package tocsin.notifiers.template;

import java.time.Instant;
import java.time.ZoneOffset;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;

/** Short ways to render. */
final class Trying {
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final TemplateRuntime RUNTIME = new TemplateRuntime(() -> NOW, TemplateLimits.defaults(() -> 0));
    static final NotificationTemplates BUILT_IN = NotificationTemplates.builtIn();
    private static final TemplateData THREE = data(Resources.text("corpus/data/three.json"));

    private Trying() {}

    static TemplateData data(String json) {
        return DataReader.read(json, ZoneOffset.UTC);
    }

    /** With the alerts of {@code three.json}. */
    static String text(String text) throws TemplateException {
        return text(text, THREE);
    }

    static String text(String text, TemplateData data) throws TemplateException {
        return TemplateTry.render(BUILT_IN, TemplateMode.TEXT, text, data, RUNTIME);
    }

    static String html(String text, TemplateData data) throws TemplateException {
        return TemplateTry.render(BUILT_IN, TemplateMode.HTML, text, data, RUNTIME);
    }
}
