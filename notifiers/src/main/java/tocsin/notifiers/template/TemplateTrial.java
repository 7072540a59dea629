package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.templates.syntax.TemplateException;

/**
 * Tries the templates of a configuration on samples, so that what would fail at night fails at the desk. A text that works
 * with no sample is an error, one that fails with some, or may call what is not defined, is a warning. Not thread-safe.
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

    /** All went well when both are empty. */
    private record Verdict(List<String> errors, List<String> warnings) {
        static final Verdict FINE = new Verdict(List.of(), List.of());

        static Verdict hopeless(String error) {
            return new Verdict(List.of(error), List.of());
        }

        void report(@Nullable Position at, String what, Problems problems) {
            errors.forEach(error -> problems.error(at, what + error));
            warnings.forEach(warning -> problems.warning(at, what + warning));
        }

        void warn(Position at, String what, Problems problems) {
            errors.forEach(error -> problems.warning(at, what + error + "; the label is left out"));
            warnings.forEach(warning -> problems.warning(at, what + warning));
        }
    }

    private record Failure(String sample, TemplateException cause) {
        String message() {
            return String.valueOf(cause.getMessage());
        }
    }

    /** @param document an alertmanager.yml */
    public void judge(YamlMapping document, Problems problems) {
        for (ConfiguredText text : ConfiguredText.in(document)) {
            Verdict verdict = verdict(text.mode(), text.scalar().text());
            String what = "`%s`: ".formatted(text.field());
            if (text.ofRoute()) {
                // Such a label is left out of notifications, as upstream leaves it out: the file works.
                verdict.warn(text.scalar().position(), what, problems);
            } else {
                verdict.report(text.scalar().position(), what, problems);
            }
        }
        for (String name : templates.redefined()) {
            if (name.contains(".default.") && !name.equals(NOT_DATA)) {
                TemplateMode mode = name.equals("email.default.html") ? TemplateMode.HTML : TemplateMode.TEXT;
                Verdict verdict = verdict(mode, "{{ template \"%s\" . }}".formatted(name));
                verdict.report(null, "template `%s` of the files: ".formatted(name), problems);
            }
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
        try {
            Set<String> undefined = templates.undefined(text);
            // What is called may stand in a file that cannot be read, which is told already.
            return undefined.isEmpty() || templates.isComplete()
                    ? verdict(failures(mode.prepare(templates, text)), undefined)
                    : Verdict.FINE;
        } catch (TemplateException e) {
            return Verdict.hopeless(String.valueOf(e.getMessage()));
        }
    }

    private Verdict verdict(List<Failure> failures, Set<String> undefined) {
        if (!failures.isEmpty() && failures.size() == samples.size()) {
            return Verdict.hopeless(
                    "fails with every notification: " + furthest(failures).message());
        }
        Map<String, List<String>> samplesByReason = new LinkedHashMap<>();
        for (Failure failure : failures) {
            samplesByReason
                    .computeIfAbsent(failure.message(), first -> new ArrayList<>())
                    .add(failure.sample());
        }
        List<String> warnings = new ArrayList<>();
        samplesByReason.forEach((reason, failing) ->
                warnings.add("fails with %s: %s".formatted(String.join(", with ", failing), reason)));
        undefined.forEach(name -> warnings.add("may call template `%s`, which is not defined".formatted(name)));
        return new Verdict(List.of(), warnings);
    }

    /** Of the sample that gets furthest: the largest one, for smaller ones lack alerts before they meet what is wrong. */
    private Failure furthest(List<Failure> failures) {
        return failures.stream()
                .max(Comparator.comparingInt(failure -> alerts(failure.sample())))
                .orElseThrow();
    }

    private int alerts(String sample) {
        return Objects.requireNonNull(samples.get(sample), sample).alertCount();
    }

    private List<Failure> failures(PreparedText prepared) {
        List<Failure> failures = new ArrayList<>();
        samples.forEach((name, sample) -> {
            try {
                prepared.render(sample, runtime);
            } catch (TemplateException e) {
                failures.add(new Failure(name, e));
            }
        });
        return failures;
    }
}
