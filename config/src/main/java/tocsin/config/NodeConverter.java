package tocsin.config;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the library's node graph into our nodes: resolves merge keys, finds duplicate keys, refuses cycles and alias
 * bombs. A node that several aliases share is converted once and shared again, so memory stays that of the source.
 */
final class NodeConverter {
    /** Nodes that a reader would visit, aliases followed; ten thousand rules have about 200,000. */
    private static final long MAX_EXPANDED = 5_000_000;

    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final Problems problems;
    private final IdentityHashMap<Node, Converted> converted = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param expanded nodes below and including this one, aliases followed */
    private record Converted(@Nullable YamlNode node, long expanded) {}

    NodeConverter(Problems problems) {
        this.problems = problems;
    }

    /** Null when the document is refused as a whole. */
    @Nullable
    YamlNode convert(Node root) {
        Converted result = visit(root);
        if (result.expanded > MAX_EXPANDED) {
            problems.error(
                    Positions.of(root),
                    "aliases expand to more than %d nodes; write fewer or smaller anchors".formatted(MAX_EXPANDED));
            return null;
        }
        return result.node;
    }

    private Converted visit(Node node) {
        Converted known = converted.get(node);
        if (known != null) {
            return known;
        }
        if (!open.add(node)) {
            problems.error(Positions.of(node), "an anchor contains itself");
            return new Converted(null, 1);
        }
        Converted result = build(node);
        open.remove(node);
        converted.put(node, result);
        return result;
    }

    private Converted build(Node node) {
        if (node instanceof ScalarNode scalar) {
            return new Converted(scalar(scalar), 1);
        }
        if (node instanceof SequenceNode sequence) {
            return list(sequence);
        }
        return mapping((MappingNode) node);
    }

    private Converted list(SequenceNode sequence) {
        List<YamlNode> items = new ArrayList<>(sequence.getValue().size());
        long expanded = 1;
        for (Node item : sequence.getValue()) {
            Converted child = visit(item);
            expanded = saturated(expanded + child.expanded);
            if (child.node != null) {
                items.add(child.node);
            }
        }
        return new Converted(new YamlList(Positions.of(sequence), items), expanded);
    }

    private Converted mapping(MappingNode mapping) {
        Map<String, YamlMapping.Entry> own = new LinkedHashMap<>();
        List<YamlNode> merged = new ArrayList<>();
        long expanded = 1;
        for (NodeTuple tuple : mapping.getValue()) {
            Converted value = visit(tuple.getValueNode());
            expanded = saturated(expanded + 1 + value.expanded);
            if (value.node == null) {
                continue;
            }
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merged.add(value.node);
            } else {
                addOwn(own, tuple.getKeyNode(), value.node);
            }
        }
        merged.forEach(node -> merge(own, node));
        return new Converted(new YamlMapping(Positions.of(mapping), own), expanded);
    }

    private void addOwn(Map<String, YamlMapping.Entry> own, Node keyNode, YamlNode value) {
        if (!(keyNode instanceof ScalarNode scalarKey)) {
            problems.error(Positions.of(keyNode), "a key must be a scalar");
            return;
        }
        YamlScalar key = scalar(scalarKey);
        if (key.isNull()) {
            return;
        }
        YamlMapping.Entry first = own.putIfAbsent(key.text(), new YamlMapping.Entry(key, value));
        if (first != null) {
            problems.error(
                    key,
                    "mapping key \"%s\" already defined at line %d"
                            .formatted(key.text(), first.key().position().line()));
        }
    }

    /** Own keys win over merged ones, and an earlier merged mapping over a later. */
    private void merge(Map<String, YamlMapping.Entry> own, YamlNode merged) {
        if (merged instanceof YamlMapping mapping) {
            mapping.entries().forEach(own::putIfAbsent);
        } else if (merged instanceof YamlList list) {
            list.items().forEach(item -> merge(own, item));
        } else {
            problems.error(merged, "`<<` takes an alias of a mapping, or a list of them");
        }
    }

    private YamlScalar scalar(ScalarNode node) {
        Position position = Positions.of(node);
        boolean plain = YamlReader.isPlain(node.getScalarStyle());
        if (Tag.NULL.equals(node.getTag())) {
            return new YamlScalar(position, "", plain, true);
        }
        return new YamlScalar(position, text(node, position), plain, false);
    }

    private String text(ScalarNode node, Position position) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (Tag.BINARY.equals(tag)) {
            return binary(text, position);
        }
        if (Tag.BOOL.equals(tag)) {
            requireForm(BOOL, text, "bool", position);
        } else if (Tag.INT.equals(tag)) {
            requireForm(INT, text, "int", position);
        } else if (Tag.FLOAT.equals(tag)) {
            requireForm(FLOAT, text, "float", position);
        }
        return text;
    }

    private void requireForm(Pattern form, String text, String tag, Position position) {
        if (!form.matcher(text).matches()) {
            problems.error(position, "what stands behind the tag !!%s is no value of it".formatted(tag));
        }
    }

    private String binary(String text, Position position) {
        try {
            return Source.decode(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            problems.error(position, "!!binary does not hold base64 of a UTF-8 text");
            return "";
        }
    }

    private static long saturated(long count) {
        return Math.min(count, Long.MAX_VALUE / 4);
    }
}
