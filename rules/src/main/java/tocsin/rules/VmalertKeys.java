package tocsin.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;

/** The keys of groups and rules that Prometheus does not have. */
final class VmalertKeys {
    private static final List<String> OF_GROUPS = List.of(
            "type",
            "eval_offset",
            "eval_delay",
            "eval_alignment",
            "concurrency",
            "params",
            "headers",
            "notifier_headers",
            "debug",
            "tenant");
    private static final List<String> OF_RULES = List.of("debug", "update_entries_limit");
    private static final Map<String, String> OF_OTHERS = Map.of(
            "partial_response_strategy", "Thanos Ruler",
            "source_tenants", "Mimir",
            "evaluation_delay", "Mimir (`query_offset` is the same)",
            "align_evaluation_time_on_interval", "Mimir");
    private static final Set<String> UNKNOWN_TYPES = Set.of("graphite", "vlogs");

    private VmalertKeys() {}

    static void refuseInGroup(Fields fields, Problems problems) {
        refuse(fields, problems, OF_GROUPS);
        OF_OTHERS.forEach((key, owner) -> {
            YamlMapping.Entry entry = fields.mapping().entries().get(key);
            if (entry != null) {
                fields.alsoKnown(key);
                problems.error(entry.key(), "unknown key `%s`: a key of %s".formatted(key, owner));
            }
        });
    }

    static void refuseInRule(Fields fields, Problems problems) {
        refuse(fields, problems, OF_RULES);
    }

    private static void refuse(Fields fields, Problems problems, List<String> keys) {
        for (String key : keys) {
            YamlMapping.Entry entry = fields.mapping().entries().get(key);
            if (entry != null) {
                fields.alsoKnown(key);
                problems.error(
                        entry.key(),
                        "unknown key `%s`: only vmalert knows it; read the file with `--rules.dialect=vmalert`"
                                .formatted(key));
            }
        }
    }

    /** @param warned keys without an effect that the file was told of; once is enough */
    static void readRule(Fields fields, Problems problems, Set<String> warned) {
        fields.bool("debug");
        if (RuleFields.integer(fields, "update_entries_limit") < 0) {
            problems.error(fields.position("update_entries_limit"), "`update_entries_limit` must not be negative");
        }
        for (String key : OF_RULES) {
            if (fields.has(key) && warned.add(key)) {
                withoutEffect(fields, key, problems);
            }
        }
    }

    private static void withoutEffect(Fields fields, String key, Problems problems) {
        problems.warning(fields.position(key), "`%s` is accepted but has no effect".formatted(key));
    }

    /** @param interval null when the group has none of its own */
    static VmalertExtras readGroup(Fields fields, @Nullable Duration interval, Problems problems) {
        type(fields, problems);
        others(fields, problems);
        Duration delay = RuleFields.<@Nullable Duration>duration(fields, "eval_delay", RuleDialect.VMALERT, null);
        Duration offset = evalOffset(fields, interval, delay, problems);
        boolean alignment = fields.bool("eval_alignment", true) && offset == null;
        return new VmalertExtras(
                offset,
                delay,
                alignment,
                concurrency(fields, problems),
                params(fields, problems),
                headers(fields, "headers", problems),
                headers(fields, "notifier_headers", problems));
    }

    private static void type(Fields fields, Problems problems) {
        String type = fields.string("type", "prometheus");
        if (UNKNOWN_TYPES.contains(type)) {
            problems.error(
                    fields.position("type"),
                    "groups of type `%s` cannot be evaluated; only `prometheus` can".formatted(type));
        } else if (!type.equals("prometheus") && !type.isEmpty()) {
            problems.error(fields.position("type"), "`type: %s` is not known; write `prometheus`".formatted(type));
        }
    }

    private static void others(Fields fields, Problems problems) {
        if (fields.bool("debug") != null) {
            withoutEffect(fields, "debug", problems);
        }
        refuseWithHint(fields, "query_offset", "vmalert's counterpart is `eval_delay`", problems);
        refuseWithHint(fields, "tenant", "it needs vmalert's enterprise edition", problems);
    }

    private static void refuseWithHint(Fields fields, String key, String hint, Problems problems) {
        YamlMapping.Entry entry = fields.mapping().entries().get(key);
        if (entry != null) {
            fields.alsoKnown(key);
            problems.error(entry.key(), "unknown key `%s`: %s".formatted(key, hint));
        }
    }

    private static @Nullable Duration evalOffset(
            Fields fields, @Nullable Duration interval, @Nullable Duration delay, Problems problems) {
        Duration offset = fields.<@Nullable Duration>parsed("eval_offset", null, null, MetricsqlDurations::parseSigned);
        if (offset == null) {
            return null;
        }
        if (delay != null) {
            problems.error(fields.position("eval_offset"), "`eval_offset` cannot be used together with `eval_delay`");
        }
        if (interval == null) {
            problems.error(fields.position("eval_offset"), "`eval_offset` needs an `interval` in the same group");
            return null;
        }
        if (offset.abs().compareTo(interval) > 0) {
            problems.error(fields.position("eval_offset"), "`eval_offset` must not be longer than `interval`");
            return null;
        }
        Duration positive = offset.isNegative() ? interval.plus(offset) : offset;
        return positive.equals(interval) ? Duration.ZERO : positive;
    }

    private static int concurrency(Fields fields, Problems problems) {
        long concurrency = RuleFields.integer(fields, "concurrency");
        if (concurrency < 0 || concurrency > Integer.MAX_VALUE) {
            problems.error(
                    fields.position("concurrency"),
                    "`concurrency` must be 0 or a positive number, found %d".formatted(concurrency));
            return 1;
        }
        return Math.max(1, (int) concurrency);
    }

    private static Map<String, List<String>> params(Fields fields, Problems problems) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        YamlMapping mapping = fields.mapping("params");
        if (mapping != null) {
            mapping.entries().forEach((name, entry) -> params.put(name, values(name, entry.value(), problems)));
        }
        return params;
    }

    private static List<String> values(String name, YamlNode node, Problems problems) {
        List<String> values = new ArrayList<>();
        if (node instanceof YamlList list && list.items().stream().allMatch(YamlScalar.class::isInstance)) {
            list.items().forEach(item -> values.add(((YamlScalar) item).text()));
        } else if (!node.isNull()) {
            problems.error(
                    node, "`%s` in `params` takes a list of texts; write e.g. `%s: [\"1\"]`".formatted(name, name));
        }
        return values;
    }

    /** Values may be secrets, so messages do not show them. */
    private static List<String> headers(Fields fields, String key, Problems problems) {
        List<String> headers = new ArrayList<>();
        for (YamlScalar header : fields.scalars(key)) {
            if (header.text().indexOf(':') < 1) {
                problems.error(header, "an entry of `%s` has no `:`; write `\"Name: value\"`".formatted(key));
            } else {
                headers.add(header.text());
            }
        }
        return headers;
    }
}
