package tocsin.router.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.delivery.IntegrationId;

/** Reads {@code receivers}; what an integration's keys mean is known to its {@link IntegrationKind}. */
final class ReceiverReader {
    private static final String CONFIGS = "_configs";
    private static final String NAME_LABEL = "name";

    private final Map<String, IntegrationKind> kinds;
    private final YamlMapping global;
    private final Path directory;
    private final Problems problems;
    private final Map<String, Position> places = new LinkedHashMap<>();

    ReceiverReader(Map<String, IntegrationKind> kinds, YamlMapping global, Path directory, Problems problems) {
        this.kinds = kinds;
        this.global = global;
        this.directory = directory;
        this.problems = problems;
    }

    List<Receiver> read(Fields top) {
        List<Receiver> receivers = new ArrayList<>();
        for (YamlNode node : top.list("receivers")) {
            if (node instanceof YamlMapping section) {
                receivers.add(receiver(section));
            } else {
                problems.error(node, "`receivers` takes a list of receivers, found " + node.describe());
            }
        }
        return receivers;
    }

    private Receiver receiver(YamlMapping section) {
        Fields fields = new Fields(section, problems);
        String name = name(fields);
        Map<String, String> labels = labels(fields, name);
        kinds.keySet().forEach(kind -> fields.alsoKnown(kind + CONFIGS));
        List<Integration> integrations = new ArrayList<>();
        for (String key : section.entries().keySet()) {
            IntegrationKind kind = kind(key);
            if (kind != null) {
                addIntegrations(fields, name, kind, integrations);
            }
        }
        fields.finish();
        return new Receiver(name, labels, integrations);
    }

    private String name(Fields fields) {
        String name = fields.string("name", "");
        if (name.isEmpty()) {
            problems.error(fields.mapping(), "missing `name` of a receiver");
            return name;
        }
        Position first = places.putIfAbsent(name, fields.position("name"));
        if (first != null) {
            problems.error(
                    fields.position("name"),
                    "receiver `%s` is already defined at line %d".formatted(name, first.line()));
        }
        return name;
    }

    private Map<String, String> labels(Fields fields, String name) {
        Map<String, String> labels = new LinkedHashMap<>(fields.stringMap("labels"));
        String given = labels.put(NAME_LABEL, name);
        if (given != null && !given.equals(name)) {
            problems.error(
                    fields.position("labels"),
                    "label `name` of receiver `%s` is always its name, found `%s`".formatted(name, given));
        }
        return labels;
    }

    private @Nullable IntegrationKind kind(String key) {
        return key.endsWith(CONFIGS) ? kinds.get(key.substring(0, key.length() - CONFIGS.length())) : null;
    }

    private void addIntegrations(Fields fields, String receiver, IntegrationKind kind, List<Integration> integrations) {
        String key = kind.name() + CONFIGS;
        List<YamlNode> entries = fields.list(key);
        for (int index = 0; index < entries.size(); index++) {
            IntegrationConfig config = integration(entries.get(index), kind);
            if (config != null) {
                integrations.add(new Integration(new IntegrationId(receiver, kind.name(), index), config));
            }
        }
    }

    private @Nullable IntegrationConfig integration(YamlNode entry, IntegrationKind kind) {
        if (entry instanceof YamlMapping section) {
            return kind.read(section, global, directory, problems);
        }
        problems.error(
                entry, "missing %s config; each item of the list is a mapping of its keys".formatted(kind.name()));
        return null;
    }
}
