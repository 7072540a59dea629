package tocsin.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping. Each getter makes its key known; {@link #finish} then reports the keys that nobody
 * asked for. A wrong value adds a problem and counts as absent, so that reading goes on and finds the other problems.
 *
 * <p>A key that is absent gives the default, a key with an explicit null gives the type's zero value (empty, false, 0):
 * upstream's files depend on it. Not thread-safe.
 */
public final class Fields {
    private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
    private static final Set<String> FALSE = Set.of("n", "no", "false", "off");

    private final YamlMapping mapping;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    public Fields(YamlMapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    public YamlMapping mapping() {
        return mapping;
    }

    /** Whether the key stands there, be it with null. */
    public boolean has(String key) {
        known.add(key);
        return mapping.get(key) != null;
    }

    /** The node, null when the key is absent. */
    public @Nullable YamlNode node(String key) {
        known.add(key);
        return mapping.get(key);
    }

    /** Where the key's value stands, or the mapping when the key is absent. */
    public Position position(String key) {
        YamlNode node = mapping.get(key);
        return node == null ? mapping.position() : node.position();
    }

    public String string(String key, String absent) {
        return parsed(key, absent, "", Function.identity());
    }

    /** The text, null when the key is absent or null. */
    public @Nullable String string(String key) {
        return this.<@Nullable String>scalar(key, null, null, YamlScalar::text);
    }

    /** A plain {@code y yes true on n no false off}, in lower, Title or UPPER case; a quoted word is a problem. */
    public boolean bool(String key, boolean absent) {
        return scalar(key, absent, false, Fields::toBoolean);
    }

    /** Like {@link #bool(String, boolean)}, null when the key is absent or null. */
    public @Nullable Boolean bool(String key) {
        return this.<@Nullable Boolean>scalar(key, null, null, Fields::toBoolean);
    }

    /** A plain decimal whole number. */
    public long integer(String key, long absent) {
        return scalar(key, absent, 0L, Fields::toInteger);
    }

    /** A plain decimal whole number that is not negative. */
    public long count(String key, long absent) {
        return scalar(key, absent, 0L, Fields::toCount);
    }

    /**
     * One of a few words.
     *
     * @param words in the order in which a message names them; the empty one is not named
     */
    public String choice(String key, String absent, List<String> words) {
        return parsed(key, absent, "", text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException("unknown `%s`; write one of %s".formatted(text, named(words)));
            }
            return text;
        });
    }

    /**
     * A scalar by its text.
     *
     * @param parser throws {@link IllegalArgumentException} with a message for people
     */
    public <T extends @Nullable Object> T parsed(String key, T absent, T zero, Function<String, ? extends T> parser) {
        return scalar(key, absent, zero, scalar -> parser.apply(scalar.text()));
    }

    /**
     * A scalar.
     *
     * @param parser throws {@link IllegalArgumentException} with a message for people
     */
    public <T extends @Nullable Object> T scalar(
            String key, T absent, T zero, Function<YamlScalar, ? extends T> parser) {
        YamlNode node = node(key);
        if (node == null) {
            return absent;
        }
        if (node.isNull()) {
            return zero;
        }
        if (!(node instanceof YamlScalar scalar)) {
            problems.error(node, "`%s` takes one value, found %s".formatted(key, node.describe()));
            return absent;
        }
        try {
            return parser.apply(scalar);
        } catch (IllegalArgumentException e) {
            problems.error(scalar, "`%s`: %s".formatted(key, e.getMessage()));
            return absent;
        }
    }

    /** Items of a list; empty when the key is absent or null. Null items are among them. */
    public List<YamlNode> list(String key) {
        YamlNode node = node(key);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (node instanceof YamlList list) {
            return list.items();
        }
        problems.error(node, "`%s` takes a list, found %s".formatted(key, node.describe()));
        return List.of();
    }

    /** A list of scalars by their text; a null item is the empty string, as in upstream. */
    public List<YamlScalar> scalars(String key) {
        List<YamlScalar> scalars = new ArrayList<>();
        for (YamlNode item : list(key)) {
            if (item instanceof YamlScalar scalar) {
                scalars.add(scalar);
            } else {
                problems.error(item, "`%s` takes a list of values, found %s in it".formatted(key, item.describe()));
            }
        }
        return scalars;
    }

    public List<String> strings(String key) {
        return scalars(key).stream().map(YamlScalar::text).toList();
    }

    /** A mapping, null when the key is absent or null. */
    public @Nullable YamlMapping mapping(String key) {
        YamlNode node = node(key);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node instanceof YamlMapping child) {
            return child;
        }
        problems.error(node, "`%s` takes a mapping, found %s".formatted(key, node.describe()));
        return null;
    }

    /** A mapping of names to texts in source order; a null value is the empty string. Empty when absent or null. */
    public Map<String, String> stringMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        YamlMapping child = mapping(key);
        if (child != null) {
            child.entries().forEach((name, entry) -> {
                if (entry.value() instanceof YamlScalar scalar) {
                    map.put(name, scalar.text());
                } else {
                    problems.error(
                            entry.value(),
                            "`%s` in `%s` takes a text, found %s"
                                    .formatted(name, key, entry.value().describe()));
                }
            });
        }
        return map;
    }

    /** Makes keys known that somebody else reads. */
    public Fields alsoKnown(String... keys) {
        known.addAll(Set.of(keys));
        return this;
    }

    /** Reports each key that was not asked for, with the nearest known one. */
    public void finish() {
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.error(entry.key(), unknown(name));
            }
        });
    }

    /** In {@code {token:abc}} a blank is missing, so that the value, maybe a secret, is a part of the key. */
    private String unknown(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && known.contains(name.substring(0, colon))
                ? "unknown key `%1$s:…`; write a blank after the colon of `%1$s`".formatted(name.substring(0, colon))
                : "unknown key `%s`%s".formatted(name, NearestName.hint(name, known));
    }

    private static boolean toBoolean(YamlScalar scalar) {
        String text = scalar.text();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower) || text.equals(upperFirst(lower)) || text.equals(upper(lower));
        if (scalar.plain() && oneCase && TRUE.contains(lower)) {
            return true;
        }
        if (scalar.plain() && oneCase && FALSE.contains(lower)) {
            return false;
        }
        throw new IllegalArgumentException(
                "`%s` is not a boolean; write `true` or `false`, without quotes".formatted(text));
    }

    private static long toInteger(YamlScalar scalar) {
        try {
            if (scalar.plain()) {
                return Long.parseLong(scalar.text());
            }
        } catch (NumberFormatException e) {
            throw notInteger(scalar, e);
        }
        throw notInteger(scalar, null);
    }

    private static long toCount(YamlScalar scalar) {
        long count = toInteger(scalar);
        if (count < 0) {
            throw new IllegalArgumentException("`%s` is negative; write `0` or more".formatted(scalar.text()));
        }
        return count;
    }

    private static String named(List<String> words) {
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException notInteger(YamlScalar scalar, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "`%s` is not a whole number; write e.g. `5`, without quotes".formatted(scalar.text()), cause);
    }

    private static String upper(String lower) {
        return lower.toUpperCase(Locale.ROOT);
    }

    private static String upperFirst(String lower) {
        return lower.isEmpty() ? lower : upper(lower.substring(0, 1)) + lower.substring(1);
    }
}
