package tocsin.rules;

import java.util.Locale;
import java.util.Objects;
import tocsin.rules.template.TemplateDialect;

/** Whose rule files are read: {@code --rules.dialect}. */
public enum RuleDialect {
    PROMETHEUS(TemplateDialect.PROMETHEUS),
    /** More keys, several documents in a file, {@code %{ENV}}, expressions in MetricsQL, which are not judged. */
    VMALERT(TemplateDialect.VMALERT);

    private final TemplateDialect templates;

    RuleDialect(TemplateDialect templates) {
        this.templates = Objects.requireNonNull(templates, "templates");
    }

    /** In which the labels and annotations of its rules are written. */
    public TemplateDialect templates() {
        return templates;
    }

    /** As the option spells it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
