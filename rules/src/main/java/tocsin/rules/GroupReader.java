package tocsin.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.model.LabelNames;

/** Reads the groups of one file. */
final class GroupReader {
    private final RuleFileOptions options;
    private final Problems problems;
    private final NameCheck names;
    private final RuleReader rules;
    private final Map<String, Position> seen = new HashMap<>();

    GroupReader(RuleFileOptions options, String text, Problems problems) {
        this.options = options;
        this.problems = problems;
        this.names = new NameCheck(options);
        this.rules = new RuleReader(options, new SourceLines(text), problems);
    }

    /** Null when the group itself has errors; those of its rules are among the problems only. */
    @Nullable
    RuleGroup read(YamlNode node) {
        if (!(node instanceof YamlMapping mapping)) {
            problems.error(node, "a group is a mapping, found " + node.describe());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        String name = name(fields);
        Duration interval = interval(fields);
        Duration queryOffset = options.vmalert() ? null : queryOffset(fields);
        long limit = limit(fields);
        Map<String, String> labels = labels(fields);
        VmalertExtras extras = extras(fields, interval);
        List<Rule> read = rules(fields, name, labels);
        fields.finish();
        if (problems.hasErrors()) {
            return null;
        }
        return new RuleGroup(problems.source(), name, interval, queryOffset, limit, read, extras);
    }

    private String name(Fields fields) {
        String name = fields.string("name", "");
        if (name.isEmpty()) {
            problems.error(fields.mapping(), "Groupname must not be empty");
            return name;
        }
        Position first = seen.putIfAbsent(name, fields.position("name"));
        if (first != null) {
            problems.error(
                    fields.position("name"),
                    "groupname: \"%s\" is repeated in the same file; the first stands at %s".formatted(name, first));
        }
        return name;
    }

    private @Nullable Duration interval(Fields fields) {
        Duration interval = RuleFields.duration(fields, "interval", options.dialect(), Duration.ZERO);
        return interval.isZero() ? null : interval;
    }

    private @Nullable Duration queryOffset(Fields fields) {
        return RuleFields.<@Nullable Duration>duration(fields, "query_offset", options.dialect(), null);
    }

    private long limit(Fields fields) {
        long limit = RuleFields.integer(fields, "limit");
        if (limit < 0 && options.vmalert()) {
            problems.error(fields.position("limit"), "`limit` must not be negative, found %d".formatted(limit));
        }
        return Math.max(0, limit);
    }

    private Map<String, String> labels(Fields fields) {
        return RuleFields.texts(fields, "labels", problems, (key, value) -> {
            names.label(key.text()).ifPresent(problem -> problems.error(key, problem));
            if (!LabelNames.isValidText(value.text())) {
                problems.error(value, "invalid label value: " + value.text());
            }
        });
    }

    private VmalertExtras extras(Fields fields, @Nullable Duration interval) {
        if (options.vmalert()) {
            return VmalertKeys.readGroup(fields, interval, problems);
        }
        VmalertKeys.refuseInGroup(fields, problems);
        return VmalertExtras.NONE;
    }

    private List<Rule> rules(Fields fields, String group, Map<String, String> labels) {
        List<Rule> read = new ArrayList<>();
        Set<Object> identities = new HashSet<>();
        int number = 0;
        for (YamlNode node : fields.list("rules")) {
            if (node.isNull()) {
                continue;
            }
            number++;
            Rule rule = rules.read(node, group, number, labels);
            if (rule != null) {
                read.add(rule);
                refuseIdentical(node, rule, group, number, identities);
            }
        }
        return read;
    }

    /** vmalert refuses what Prometheus only lints. */
    private void refuseIdentical(YamlNode node, Rule rule, String group, int number, Set<Object> identities) {
        boolean alerting = rule instanceof AlertingRule;
        Object identity = List.of(alerting, rule.name(), rule.expression().text(), rule.labels());
        if (!identities.add(identity) && options.vmalert()) {
            problems.error(
                    node,
                    "group \"%s\", rule %d, \"%s\": is the same as another rule of the group (kind, name, expr, labels)"
                            .formatted(group, number, rule.name()));
        }
    }
}
