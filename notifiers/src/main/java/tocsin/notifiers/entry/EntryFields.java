package tocsin.notifiers.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.UrlSyntax;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.Durations;
import tocsin.model.GoDurations;
import tocsin.notifiers.YamlValues;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;
import tocsin.templates.syntax.TemplateException;

/**
 * The keys of an entry, or of a mapping inside it. What is wrong adds a problem and gives a stand-in, so that reading goes
 * on and finds the other problems; {@link Entry#finish} then refuses the whole. Templates are parsed in text mode here also
 * when they are HTML, for the grammar is the same. Not thread-safe.
 */
public final class EntryFields {
    private final Fields fields;
    private final @Nullable String root;
    private final NotificationTemplates templates;
    private final Problems problems;

    /** @param root the key of the entry that this mapping belongs to; null for the entry itself */
    EntryFields(YamlMapping mapping, @Nullable String root, NotificationTemplates templates, Problems problems) {
        this.fields = new Fields(mapping, problems);
        this.root = root;
        this.templates = templates;
        this.problems = problems;
    }

    Fields raw() {
        return fields;
    }

    /** A template; empty without configuration. */
    public FieldText text(String key) {
        return text(key, "");
    }

    /** @param byDefault calls built-in templates only */
    public FieldText text(String key, String byDefault) {
        String text = fields.string(key, byDefault);
        checkTemplates(key);
        return new FieldText(name(key), text, byDefault);
    }

    /** A template that must stand there. */
    public FieldText requiredText(String key) {
        FieldText text = text(key);
        if (text.isEmpty()) {
            missing(key, "missing `%s`".formatted(key));
        }
        return text;
    }

    /** A list of templates. */
    public List<FieldText> texts(String key) {
        List<String> texts = fields.strings(key);
        checkTemplates(key);
        return texts.stream().map(text -> new FieldText(name(key), text, "")).toList();
    }

    /** A mapping of names to templates, in source order. */
    public Map<String, FieldText> textMap(String key) {
        Map<String, FieldText> texts = new LinkedHashMap<>();
        fields.stringMap(key).forEach((name, text) -> texts.put(name, new FieldText(name(key), text, "")));
        checkTemplates(key);
        return texts;
    }

    /** A structure whose texts, keys included, are templates; null when the key is absent or null. */
    public @Nullable YamlNode structure(String key) {
        YamlNode structure = fields.node(key);
        if (structure == null || structure.isNull()) {
            return null;
        }
        checkTemplates(key);
        warnOfKeysLeftOut(key, structure);
        return structure;
    }

    private void warnOfKeysLeftOut(String key, YamlNode structure) {
        YamlValues.keysLeftOut(structure)
                .forEach(left -> problems.warning(
                        left,
                        "`%s`: the key `%s` is left out of the JSON, for YAML reads a boolean, a number or nothing;"
                                        .formatted(name(key), left.text())
                                + " write it in quotes"));
    }

    /** Likewise, a mapping, whose own keys are texts whatever YAML reads in them. */
    public @Nullable YamlMapping structureMapping(String key) {
        YamlMapping mapping = fields.mapping(key);
        if (mapping != null) {
            checkTemplates(key);
            mapping.entries().values().forEach(entry -> warnOfKeysLeftOut(key, entry.value()));
        }
        return mapping;
    }

    /** A text as it is written. */
    public String string(String key) {
        return fields.string(key, "");
    }

    /** A list of texts as they are written. */
    public List<String> strings(String key) {
        return fields.strings(key);
    }

    public boolean bool(String key, boolean absent) {
        return fields.bool(key, absent);
    }

    /** Null when the key is absent or null. */
    public @Nullable Boolean bool(String key) {
        return fields.bool(key);
    }

    /** A whole number; 0 when the key is absent. */
    public long integer(String key) {
        return fields.integer(key, 0);
    }

    /** A whole number that is not negative; 0 when the key is absent. */
    public long count(String key) {
        return fields.count(key, 0);
    }

    public String choice(String key, String absent, List<String> words) {
        return fields.choice(key, absent, words);
    }

    /** E.g. {@code 1d}; zero when the key is absent. */
    public Duration duration(String key) {
        return fields.parsed(key, Duration.ZERO, Duration.ZERO, Durations::parse);
    }

    /** E.g. {@code 1.5s}. */
    public Duration goDuration(String key, Duration absent) {
        return fields.parsed(key, absent, Duration.ZERO, GoDurations::parse);
    }

    /** {@code timeout} of one attempt; zero means none of its own. */
    public Duration timeout() {
        return goDuration("timeout", Duration.ZERO);
    }

    /** An http or https URL that may be shown; null when the key is absent or null. */
    public @Nullable String url(String key) {
        String url = fields.string(key);
        if (url != null) {
            checkUrl(key, url);
        }
        return url;
    }

    /** A list of mappings. */
    public <T> List<T> each(String key, Function<EntryFields, T> reader) {
        List<T> all = new ArrayList<>();
        for (YamlNode item : fields.list(key)) {
            if (item instanceof YamlMapping mapping) {
                all.add(read(mapping, key, reader));
            } else {
                problems.error(item, "`%s` takes a list of mappings, found %s in it".formatted(key, item.describe()));
            }
        }
        return all;
    }

    /** A mapping; null when the key is absent or null. */
    public <T> @Nullable T inside(String key, Function<EntryFields, T> reader) {
        YamlMapping mapping = fields.mapping(key);
        return mapping == null ? null : read(mapping, key, reader);
    }

    private <T> T read(YamlMapping mapping, String key, Function<EntryFields, T> reader) {
        EntryFields inner = new EntryFields(mapping, name(key), templates, problems);
        T value = reader.apply(inner);
        inner.fields.finish();
        return value;
    }

    public boolean isMapping(String key) {
        return fields.node(key) instanceof YamlMapping;
    }

    /** Whether the key stands there, be it with null. */
    public boolean has(String key) {
        return fields.has(key);
    }

    /** The keys of a mapping with their places; empty when the key holds no mapping. */
    public List<YamlScalar> keysOf(String key) {
        return fields.node(key) instanceof YamlMapping mapping
                ? mapping.entries().values().stream()
                        .map(YamlMapping.Entry::key)
                        .toList()
                : List.of();
    }

    /** A problem at a key's value, or at the mapping when the key is absent. */
    public void error(String key, String message) {
        problems.error(fields.position(key), message);
    }

    public void error(YamlNode at, String message) {
        problems.error(at, message);
    }

    public void warning(String key, String message) {
        problems.warning(fields.position(key), message);
    }

    /** The key lacks what must stand there; silent when what does stand there was refused already. */
    public void missing(String key, String message) {
        if (!fields.has(key) || !refused(key)) {
            missing(message);
        }
    }

    /** Whether what stands under the key is an error already. */
    public boolean refused(String key) {
        Position at = fields.position(key);
        return problems.list().stream().anyMatch(problem -> problem.isError() && at.equals(problem.position()));
    }

    /** A problem of the mapping as a whole. */
    public void missing(String message) {
        Position position = fields.mapping().position();
        problems.error(position, message);
    }

    void checkUrl(String key, String url) {
        try {
            UrlSyntax.require(url);
        } catch (IllegalArgumentException e) {
            error(key, "`%s`: %s".formatted(key, e.getMessage()));
        }
    }

    /** Parses all templates under the key, e.g. of a secret that is one. The same words as those of a trial, so that each problem is told once. */
    public void checkTemplates(String key) {
        YamlNode node = fields.node(key);
        if (node == null) {
            return;
        }
        for (YamlScalar scalar : TemplatedTexts.in(node)) {
            if (TemplatedTexts.isTemplate(scalar.text())) {
                checkTemplate(scalar, name(key));
            }
        }
    }

    private void checkTemplate(YamlScalar scalar, String name) {
        try {
            templates.text(scalar.text());
        } catch (TemplateException e) {
            problems.error(scalar, "`%s`: %s".formatted(name, e.getMessage()));
        }
    }

    private String name(String key) {
        return root == null ? key : root;
    }
}
