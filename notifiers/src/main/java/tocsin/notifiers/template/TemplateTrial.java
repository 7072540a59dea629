package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.templates.syntax.TemplateException;

/**
 * Tries the templates of a configuration on samples, so that what would fail at night fails at the desk. A text that works
 * with no sample is an error, one that fails with some is a warning. Not thread-safe.
 */
public final class TemplateTrial {
    private static final String NOT_DATA = "pagerduty.default.instances";

    private final NotificationTemplates templates;
    private final TemplateRuntime runtime;
    private final Map<String, TemplateData> samples;
    /** Receivers repeat each other's texts. */
    private final Map<TemplateMode, Map<String, Verdict>> known = new HashMap<>();

    /** @param samples by what people call them, see {@link SampleData} */
    public TemplateTrial(NotificationTemplates templates, TemplateRuntime runtime, Map<String, TemplateData> samples) {
        this.templates = Objects.requireNonNull(templates, "templates");
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.samples = new LinkedHashMap<>(samples);
    }

    /** @param failure null when all went well */
    private record Verdict(@Nullable String failure, boolean hopeless) {}

    /** @param document an alertmanager.yml */
    public void judge(YamlMapping document, Problems problems) {
        for (ConfiguredText text : ConfiguredText.in(document)) {
            Verdict verdict = verdict(text.mode(), text.scalar().text());
            report(verdict, text.scalar().position(), "`%s`: ".formatted(text.field()), problems);
        }
        for (String name : templates.redefined()) {
            if (name.contains(".default.") && !name.equals(NOT_DATA)) {
                TemplateMode mode = name.equals("email.default.html") ? TemplateMode.HTML : TemplateMode.TEXT;
                Verdict verdict = verdict(mode, "{{ template \"%s\" . }}".formatted(name));
                report(verdict, null, "template `%s` of the files: ".formatted(name), problems);
            }
        }
    }

    private static void report(Verdict verdict, @Nullable Position at, String what, Problems problems) {
        if (verdict.failure() == null) {
            return;
        }
        if (verdict.hopeless()) {
            problems.error(at, what + verdict.failure());
        } else {
            problems.warning(at, what + verdict.failure());
        }
    }

    private Verdict verdict(TemplateMode mode, String text) {
        Map<String, Verdict> ofMode = known.computeIfAbsent(mode, first -> new HashMap<>());
        Verdict verdict = ofMode.get(text);
        if (verdict == null) {
            verdict = tried(mode, text);
            ofMode.put(text, verdict);
        }
        return verdict;
    }

    private Verdict tried(TemplateMode mode, String text) {
        PreparedText prepared;
        try {
            prepared = mode.prepare(templates, text);
        } catch (TemplateException e) {
            return new Verdict(e.getMessage(), true);
        }
        List<String> failing = new ArrayList<>();
        String reason = "";
        for (Map.Entry<String, TemplateData> sample : samples.entrySet()) {
            String failure = failure(prepared, sample.getValue());
            if (failure != null) {
                failing.add(sample.getKey());
                reason = reason.isEmpty() ? failure : reason;
            }
        }
        return verdict(failing, reason);
    }

    private Verdict verdict(List<String> failing, String reason) {
        if (failing.isEmpty()) {
            return new Verdict(null, false);
        }
        return failing.size() == samples.size()
                ? new Verdict("fails with every notification: " + reason, true)
                : new Verdict("fails with %s: %s".formatted(String.join(", with ", failing), reason), false);
    }

    private @Nullable String failure(PreparedText prepared, TemplateData sample) {
        try {
            prepared.render(sample, runtime);
            return null;
        } catch (TemplateException e) {
            return e.getMessage();
        }
    }
}
