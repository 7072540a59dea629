package tocsin.router.matcher;

import tocsin.model.LabelNames;

/** Which grammar reads matchers, and with it which label names are valid; one choice for the whole process. */
public enum MatcherMode {
    /** Both grammars; the classic one wins when they disagree. The default. */
    FALLBACK(LabelNames.UTF8),
    /** The UTF-8 grammar only ({@code --enable-feature=utf8-strict-mode}). */
    UTF8_STRICT(LabelNames.UTF8),
    /** The classic grammar only ({@code --enable-feature=classic-mode}). */
    CLASSIC(LabelNames.CLASSIC);

    private final LabelNames labelNames;

    MatcherMode(LabelNames labelNames) {
        this.labelNames = labelNames;
    }

    /** The label names of alerts, silences, {@code group_by}, {@code equal} and route labels in this mode. */
    public LabelNames labelNames() {
        return labelNames;
    }
}
