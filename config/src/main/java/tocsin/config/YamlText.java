package tocsin.config;

import java.util.Map;
import java.util.Optional;

/**
 * Writes nodes as YAML that reads as equal nodes: texts to the character, what stands in quotes and what does not, nulls,
 * the order of keys. (A text that only a tag keeps from being null, {@code !!str null}, comes in quotes.) Comments are gone, and what an alias or a merge key stood for is written out.
 *
 * <p>One mapping key or list item a line, so that people can compare two of them line by line.
 */
public final class YamlText {
    private static final int INDENT = 2;
    /** YAML readers look for the colon of a key no further than this, unless a {@code ?} announces the key. */
    private static final int LONGEST_PLAIN_KEY = 1000;

    private static final String NULL = "null";
    private static final String QUOTED_NULL = "!!null ''";

    private final StringBuilder text = new StringBuilder();
    private final int maxLength;

    private YamlText(int maxLength) {
        this.maxLength = maxLength;
    }

    /**
     * The text, with a line feed at its end.
     *
     * @param maxLength in characters; a small file full of aliases may stand for a very large one
     * @return empty when it would be longer
     */
    public static Optional<String> of(YamlNode node, int maxLength) {
        YamlText writer = new YamlText(maxLength);
        writer.block(node, 0);
        return writer.isFull() ? Optional.empty() : Optional.of(writer.text.toString());
    }

    private boolean isFull() {
        return text.length() > maxLength;
    }

    /** Writes a node whose first line is indented already. */
    private void block(YamlNode node, int indent) {
        if (node instanceof YamlMapping mapping && !mapping.entries().isEmpty()) {
            mapping(mapping, indent);
        } else if (node instanceof YamlList list && !list.items().isEmpty()) {
            list(list, indent);
        } else {
            text.append(inline(node, indent)).append('\n');
        }
    }

    private void mapping(YamlMapping mapping, int indent) {
        boolean first = true;
        for (Map.Entry<String, YamlMapping.Entry> entry : mapping.entries().entrySet()) {
            if (isFull()) {
                return;
            }
            indent(first ? 0 : indent);
            key(entry.getValue().key(), indent);
            value(entry.getValue().value(), indent);
            first = false;
        }
    }

    private void key(YamlScalar key, int indent) {
        String written = key.plain() ? YamlScalarText.plainKey(key.text()) : YamlScalarText.quoted(key.text());
        if (written.length() > LONGEST_PLAIN_KEY) {
            text.append("? ").append(written).append('\n');
            indent(indent);
        } else {
            text.append(written);
        }
        text.append(':');
    }

    private void value(YamlNode value, int indent) {
        if (value instanceof YamlMapping mapping && !mapping.entries().isEmpty()) {
            text.append('\n');
            indent(indent + INDENT);
            mapping(mapping, indent + INDENT);
        } else if (value instanceof YamlList list && !list.items().isEmpty()) {
            text.append('\n');
            indent(indent);
            list(list, indent);
        } else {
            text.append(' ').append(inline(value, indent)).append('\n');
        }
    }

    private void list(YamlList list, int indent) {
        boolean first = true;
        for (YamlNode item : list.items()) {
            if (isFull()) {
                return;
            }
            indent(first ? 0 : indent);
            text.append("- ");
            block(item, indent + INDENT);
            first = false;
        }
    }

    /** What begins on the line of its key: an empty collection or a scalar; further lines of a scalar are indented more. */
    private static String inline(YamlNode node, int indent) {
        if (node instanceof YamlMapping) {
            return "{}";
        }
        if (node instanceof YamlList) {
            return "[]";
        }
        YamlScalar scalar = (YamlScalar) node;
        if (scalar.isNull()) {
            return scalar.plain() ? NULL : QUOTED_NULL;
        }
        return YamlScalarText.value(scalar, indent + INDENT);
    }

    private void indent(int columns) {
        text.append(" ".repeat(columns));
    }
}
