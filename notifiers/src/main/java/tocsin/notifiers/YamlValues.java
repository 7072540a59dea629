package tocsin.notifiers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.config.YamlScalar;
import tocsin.model.Utf8Order;
import tocsin.templates.syntax.TemplateException;

/**
 * Writes a YAML structure as JSON after its texts are expanded. An expanded text that is YAML of something else than a
 * text becomes that: {@code '{{ len .Alerts }}'} a number, {@code 'a: b'} an object; what stands inside such a
 * structure is left alone. Object keys are sorted, keys that are no texts are left out.
 */
public final class YamlValues {
    private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
    /** Of a number that is read as one: reading takes time with the square of them. */
    private static final int MOST_DIGITS = 400;

    private static final Set<String> FALSE = Set.of("n", "no", "false", "off");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0b[01][01_]*|0o[0-7][0-7_]*|0x[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*|[1-9][0-9_]*)");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?([0-9][0-9_]*)?\\.?[0-9]+([eE][-+]?[0-9]+)?|[-+]?[0-9]+\\.");

    private final JsonGenerator json;
    private final Expansion expansion;

    /** Expands one text. */
    @FunctionalInterface
    public interface Expansion {
        String expand(String text) throws TemplateException;
    }

    private YamlValues(JsonGenerator json, Expansion expansion) {
        this.json = json;
        this.expansion = expansion;
    }

    public static void write(JsonGenerator json, YamlNode node, Expansion expansion)
            throws IOException, TemplateException {
        new YamlValues(json, expansion).expanded(node);
    }

    /** Keys at any depth that are left out, since YAML reads something else than a text, e.g. {@code n} or {@code 5}. */
    public static List<YamlScalar> keysLeftOut(YamlNode node) {
        List<YamlScalar> found = new ArrayList<>();
        collectKeysLeftOut(node, found);
        return found;
    }

    private static void collectKeysLeftOut(YamlNode node, List<YamlScalar> found) {
        if (node instanceof YamlList list) {
            list.items().forEach(item -> collectKeysLeftOut(item, found));
        } else if (node instanceof YamlMapping mapping) {
            mapping.entries().values().forEach(entry -> {
                if (isText(entry.key())) {
                    collectKeysLeftOut(entry.value(), found);
                } else {
                    found.add(entry.key());
                }
            });
        }
    }

    private void expanded(YamlNode node) throws IOException, TemplateException {
        if (node instanceof YamlMapping mapping) {
            json.writeStartObject();
            for (Map.Entry<String, YamlNode> entry : expandedKeys(mapping).entrySet()) {
                GoJson.writeName(json, entry.getKey());
                expanded(entry.getValue());
            }
            json.writeEndObject();
        } else if (node instanceof YamlList list) {
            json.writeStartArray();
            for (YamlNode item : list.items()) {
                expanded(item);
            }
            json.writeEndArray();
        } else {
            expandedScalar((YamlScalar) node);
        }
    }

    private void expandedScalar(YamlScalar scalar) throws IOException, TemplateException {
        if (!isText(scalar)) {
            plain(scalar);
            return;
        }
        String text = expansion.expand(scalar.text());
        Problems ignored = new Problems("");
        YamlNode decoded = YamlReader.readFirst(new Source("", text), ignored);
        // Also what follows the first structure makes it a text: `[FIRING] disk full` is no list.
        boolean valid = ignored.list().isEmpty() && !losesText(text, decoded);
        if (valid && decoded == null) {
            json.writeNull();
        } else if (valid && !(decoded instanceof YamlScalar inner && isText(inner))) {
            plain(decoded);
        } else {
            GoJson.writeString(json, text);
        }
    }

    /** Directives, and tags of single values, are words of people here: {@code %idle is low}, {@code !important}. */
    private static boolean losesText(String text, @Nullable YamlNode decoded) {
        boolean single = decoded == null || decoded instanceof YamlScalar;
        String begin = text.stripLeading();
        return single && (begin.startsWith("%") || begin.startsWith("!"));
    }

    /** As it stands, nothing expanded. */
    private void plain(@Nullable YamlNode node) throws IOException {
        if (node instanceof YamlMapping mapping) {
            json.writeStartObject();
            for (Map.Entry<String, YamlNode> entry : textKeys(mapping).entrySet()) {
                GoJson.writeName(json, entry.getKey());
                plain(entry.getValue());
            }
            json.writeEndObject();
        } else if (node instanceof YamlList list) {
            json.writeStartArray();
            for (YamlNode item : list.items()) {
                plain(item);
            }
            json.writeEndArray();
        } else if (node instanceof YamlScalar scalar) {
            plainScalar(scalar);
        }
    }

    private void plainScalar(YamlScalar scalar) throws IOException {
        String text = scalar.text();
        if (scalar.isNull()) {
            json.writeNull();
        } else if (isText(scalar)) {
            GoJson.writeString(json, text);
        } else if (isBoolean(text)) {
            json.writeBoolean(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        } else if (isInteger(text)) {
            json.writeNumber(integer(text.replace("_", "")));
        } else {
            GoJson.writeDouble(json, Double.parseDouble(text.replace("_", "")));
        }
    }

    /** Of keys that become the same, the last stays. */
    private Map<String, YamlNode> expandedKeys(YamlMapping mapping) throws TemplateException {
        Map<String, YamlNode> sorted = new TreeMap<>(Utf8Order::compare);
        for (Map.Entry<String, YamlNode> entry : textKeys(mapping).entrySet()) {
            sorted.put(expansion.expand(entry.getKey()), entry.getValue());
        }
        return sorted;
    }

    private static Map<String, YamlNode> textKeys(YamlMapping mapping) {
        Map<String, YamlNode> sorted = new TreeMap<>(Utf8Order::compare);
        mapping.entries().forEach((name, entry) -> {
            if (isText(entry.key())) {
                sorted.put(name, entry.value());
            }
        });
        return sorted;
    }

    private static boolean isText(YamlScalar scalar) {
        if (scalar.isNull()) {
            return false;
        }
        String text = scalar.text();
        return !scalar.plain() || !(isBoolean(text) || isInteger(text) || isFinite(text));
    }

    /** What 64 bits hold, with or without a sign, as upstream; larger ones are floats. */
    private static boolean isInteger(String text) {
        if (text.length() > MOST_DIGITS || !INTEGER.matcher(text).matches()) {
            return false;
        }
        BigInteger value = integer(text.replace("_", ""));
        return value.signum() < 0 ? value.bitLength() < Long.SIZE : value.bitLength() <= Long.SIZE;
    }

    private static boolean isFinite(String text) {
        return text.length() <= MOST_DIGITS
                && FLOAT.matcher(text).matches()
                && Double.isFinite(Double.parseDouble(text.replace("_", "")));
    }

    private static boolean isBoolean(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean word = TRUE.contains(lower) || FALSE.contains(lower);
        return word
                && (text.equals(lower)
                        || text.equals(lower.toUpperCase(Locale.ROOT))
                        || text.equals(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1)));
    }

    /** With the prefixes of YAML 1.1 and Go: a leading zero means octal. */
    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger value = magnitude(digits);
        return negative ? value.negate() : value;
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0o")) {
            return new BigInteger(digits.substring(2), 8);
        }
        return digits.length() > 1 && digits.startsWith("0") ? new BigInteger(digits, 8) : new BigInteger(digits);
    }
}
