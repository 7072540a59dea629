package tocsin.rules;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.LabelNames;
import tocsin.model.Utf8Order;
import tocsin.rules.promql.Expr;
import tocsin.rules.promql.PromqlError;
import tocsin.rules.promql.PromqlParser;
import tocsin.rules.template.RuleTemplates;
import tocsin.templates.syntax.TemplateException;

/** Reads one rule; all its problems carry its group, number and name. */
final class RuleReader {
    private final RuleFileOptions options;
    private final NameCheck names;
    private final RuleTemplates templates;
    private final SourceLines lines;
    private final Problems fileProblems;
    private final Set<String> warned = new HashSet<>();
    private Problems problems;

    /** @param lines of the whole file, to find places inside expressions */
    RuleReader(RuleFileOptions options, SourceLines lines, Problems fileProblems) {
        this.options = options;
        this.names = new NameCheck(options);
        this.templates = RuleTemplates.of(options.dialect().templates());
        this.lines = lines;
        this.fileProblems = fileProblems;
        this.problems = fileProblems;
    }

    /**
     * Null when the rule has errors, which were added to the file's problems.
     *
     * @param number of the rule in its group, from 1
     */
    @Nullable
    Rule read(YamlNode node, String group, int number, Map<String, String> groupLabels) {
        problems = new Problems(fileProblems.source());
        Rule rule = null;
        String name = "";
        if (node instanceof YamlMapping mapping) {
            Fields fields = new Fields(mapping, problems);
            name = nameOf(fields);
            rule = rule(fields, name, groupLabels);
        } else {
            problems.error(node, "a rule is a mapping, found " + node.describe());
        }
        report("group \"%s\", rule %d, \"%s\": ".formatted(group, number, name));
        return problems.hasErrors() ? null : rule;
    }

    private void report(String prefix) {
        fileProblems.addAll(problems.list().stream()
                .map(problem -> new Problem(
                        problem.source(), problem.position(), problem.severity(), prefix + problem.message()))
                .toList());
    }

    private static String nameOf(Fields fields) {
        String alert = fields.string("alert", "");
        return alert.isEmpty() ? fields.string("record", "") : alert;
    }

    private @Nullable Rule rule(Fields fields, String name, Map<String, String> groupLabels) {
        String record = fields.string("record", "");
        String alert = fields.string("alert", "");
        RuleExpression expression = expression(fields);
        Duration hold = RuleFields.duration(fields, "for", options.dialect(), Duration.ZERO);
        Duration keepFiring = RuleFields.duration(fields, "keep_firing_for", options.dialect(), Duration.ZERO);
        boolean alerting = record.isEmpty();
        Map<String, String> labels = labels(fields, name, alerting);
        Map<String, String> annotations = annotations(fields, name, alerting);
        vmalertKeys(fields);
        fields.finish();
        kind(fields, record, alert);
        if (!alerting) {
            recordOnly(fields, record, hold, keepFiring, annotations);
        }
        if (problems.hasErrors() || expression == null) {
            return null;
        }
        Map<String, String> merged = new TreeMap<>(Utf8Order::compare);
        merged.putAll(groupLabels);
        merged.putAll(labels);
        return alerting
                ? new AlertingRule(alert, expression, hold, keepFiring, merged, annotations)
                : new RecordingRule(record, expression, merged);
    }

    private void kind(Fields fields, String record, String alert) {
        if (!record.isEmpty() && !alert.isEmpty()) {
            problems.error(
                    fields.position("record"),
                    "only one of 'record' and 'alert' must be set; `alert` stands at " + fields.position("alert"));
        }
        if (record.isEmpty() && alert.isEmpty()) {
            problems.error(fields.mapping(), "one of 'record' or 'alert' must be set");
        }
    }

    private void recordOnly(
            Fields fields, String record, Duration hold, Duration keepFiring, Map<String, String> annotations) {
        if (options.vmalert()) {
            return;
        }
        if (!annotations.isEmpty()) {
            notInRecording(fields, "annotations");
        }
        if (!hold.isZero()) {
            notInRecording(fields, "for");
        }
        if (!keepFiring.isZero()) {
            notInRecording(fields, "keep_firing_for");
        }
        names.metric(record).ifPresent(problem -> problems.error(fields.position("record"), problem));
    }

    private void notInRecording(Fields fields, String key) {
        YamlMapping.Entry entry = fields.mapping().entries().get(key);
        Position position =
                entry == null ? fields.mapping().position() : entry.key().position();
        problems.error(position, "invalid field '%s' in recording rule".formatted(key));
    }

    /** Null when it is missing or wrong. */
    private @Nullable RuleExpression expression(Fields fields) {
        String expr = fields.string("expr", "");
        if (expr.isEmpty()) {
            boolean reported = fields.has("expr") && !(fields.node("expr") instanceof YamlScalar);
            if (!reported) {
                problems.error(fields.position("expr"), "field 'expr' must be set in rule");
            }
            return null;
        }
        if (options.vmalert()) {
            return RuleExpression.unparsed(expr);
        }
        return PromqlParser.parse(expr)
                .<@Nullable RuleExpression>fold(parsed -> parsed(expr, parsed), error -> refused(fields, expr, error));
    }

    private static RuleExpression parsed(String expr, Expr parsed) {
        return new RuleExpression(expr, parsed.print());
    }

    private @Nullable RuleExpression refused(Fields fields, String expr, PromqlError error) {
        Position start = fields.position("expr");
        problems.error(
                TextPlace.of(lines, start, expr, error.line(), error.column()), "could not parse expression: " + error);
        return null;
    }

    private Map<String, String> labels(Fields fields, String rule, boolean alerting) {
        return RuleFields.texts(fields, "labels", problems, (key, value) -> {
            names.label(key.text()).ifPresent(problem -> problems.error(key, problem));
            if (!LabelNames.isValidText(value.text())) {
                problems.error(value, "invalid label value: " + value.text());
            } else if (alerting) {
                template("label", key, value, rule);
            }
        });
    }

    private Map<String, String> annotations(Fields fields, String rule, boolean alerting) {
        return RuleFields.texts(fields, "annotations", problems, (key, value) -> {
            names.annotation(key.text()).ifPresent(problem -> problems.error(key, problem));
            if (alerting) {
                template("annotation", key, value, rule);
            }
        });
    }

    private void template(String kind, YamlScalar key, YamlScalar value, String rule) {
        if (!templates.dialect().isTemplate(value.text())) {
            return;
        }
        try {
            templates.parse(rule, value.text());
        } catch (TemplateException e) {
            Position place = TextPlace.of(lines, value.position(), value.text(), e.line(), columnOf(e));
            problems.error(place, "%s \"%s\": %s".formatted(kind, key.text(), e.getMessage()));
        }
    }

    /** From 1; the start of the line when only that is known. */
    private int columnOf(TemplateException problem) {
        return Math.max(0, templates.column(problem)) + 1;
    }

    private void vmalertKeys(Fields fields) {
        if (options.vmalert()) {
            VmalertKeys.readRule(fields, problems, warned);
        } else {
            VmalertKeys.refuseInRule(fields, problems);
        }
    }
}
