package tocsin.rules;

import java.util.Locale;

/** Whose rule files are read: {@code --rules.dialect}. */
public enum RuleDialect {
    PROMETHEUS,
    /** More keys, several documents in a file, {@code %{ENV}}, expressions in MetricsQL, which are not judged. */
    VMALERT;

    /** As the option spells it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
