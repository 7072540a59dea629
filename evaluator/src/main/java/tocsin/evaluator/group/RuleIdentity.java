package tocsin.evaluator.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tocsin.model.GoQuote;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

/**
 * What makes a rule the same rule after a reload or a restart: its place, name and configured labels. The expression, the
 * durations and the annotations are none of it.
 *
 * @param labels as configured, templates unexpanded
 * @param ordinal 0 for the first of several equal ones in the group
 */
public record RuleIdentity(String file, String group, Kind kind, String name, Map<String, String> labels, int ordinal) {
    /** Other names would need quotes, which not every data source reads. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public enum Kind {
        ALERTING,
        RECORDING,
        /** Alerts that the group raises about its own rules. */
        BUILT_IN
    }

    public RuleIdentity {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }

    /** The identities of the rules of a group, in their order. */
    public static List<RuleIdentity> of(RuleGroup group) {
        Map<RuleIdentity, Integer> equals = new HashMap<>();
        List<RuleIdentity> identities = new ArrayList<>();
        for (Rule rule : group.rules()) {
            Kind kind = rule instanceof AlertingRule ? Kind.ALERTING : Kind.RECORDING;
            RuleIdentity first = new RuleIdentity(group.file(), group.name(), kind, rule.name(), rule.labels(), 0);
            int ordinal = equals.merge(first, 1, Integer::sum) - 1;
            identities.add(new RuleIdentity(group.file(), group.name(), kind, rule.name(), rule.labels(), ordinal));
        }
        return identities;
    }

    /** Of the group's built-in rule. */
    public static RuleIdentity failing(RuleGroup group) {
        return new RuleIdentity(group.file(), group.name(), Kind.BUILT_IN, FailingRules.ALERT_NAME, Map.of(), 0);
    }

    /**
     * Whether an evaluation of the rule may give an alert of these labels: it has the rule's name, and no literal label of
     * the rule is another one there. What a template or a sample adds cannot be known.
     */
    public boolean couldMake(Labels alert) {
        return switch (kind) {
            case ALERTING ->
                name.equals(alert.getOrEmpty(Labels.ALERT_NAME))
                        && labels.entrySet().stream().allMatch(label -> allows(label, alert));
            case BUILT_IN ->
                name.equals(alert.getOrEmpty(Labels.ALERT_NAME))
                        && groupId().equals(alert.getOrEmpty(FailingRules.GROUP_LABEL));
            case RECORDING -> false;
        };
    }

    private static boolean allows(Map.Entry<String, String> configured, Labels alert) {
        boolean overridden = configured.getKey().equals(Labels.ALERT_NAME);
        return overridden
                || isTemplate(configured.getValue())
                || configured.getValue().equals(alert.getOrEmpty(configured.getKey()));
    }

    /** Of the series of a metric that belong to the rule's alerts. */
    String selector(String metric) {
        StringBuilder selector =
                new StringBuilder(metric).append('{').append(Labels.ALERT_NAME).append('=');
        GoQuote.append(selector, name);
        labels.entrySet().stream()
                .filter(label -> !label.getKey().equals(Labels.ALERT_NAME) && !isTemplate(label.getValue()))
                .filter(label -> PLAIN_NAME.matcher(label.getKey()).matches())
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> {
                    selector.append(',').append(label.getKey()).append('=');
                    GoQuote.append(selector, label.getValue());
                });
        return selector.append('}').toString();
    }

    private static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    /** Another label apart, it is the same rule. */
    boolean isNamedAs(RuleIdentity other) {
        return kind == other.kind && name.equals(other.name);
    }

    /** How much the configured labels resemble those of the other rule: equal ones count more than equally named ones. */
    int likeness(RuleIdentity other) {
        int likeness = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String theirs = other.labels.get(label.getKey());
            likeness += theirs == null ? 0 : theirs.equals(label.getValue()) ? 2 : 1;
        }
        return likeness;
    }

    void writeTo(BinaryWriter out) {
        out.text(file);
        out.text(group);
        out.constant(kind);
        out.text(name);
        out.texts(labels);
        out.number(ordinal);
    }

    static RuleIdentity readFrom(BinaryReader in) {
        return new RuleIdentity(
                in.text(), in.text(), in.constant(Kind.class), in.text(), in.texts(), Math.toIntExact(in.number()));
    }

    /** The id of its group, as {@link RuleGroup#id()}. */
    public String groupId() {
        return file + ';' + group;
    }

    /** Key of the rule's rows: one text per identity, readable for operators. */
    String key() {
        StringBuilder key = new StringBuilder();
        GoQuote.append(key, file);
        GoQuote.append(key.append('/'), group);
        GoQuote.append(key.append('/').append(kind).append('/'), name);
        key.append('{');
        labels.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(label -> {
            GoQuote.append(key, label.getKey());
            GoQuote.append(key.append('='), label.getValue());
            key.append(',');
        });
        return key.append("}/").append(ordinal).toString();
    }
}
