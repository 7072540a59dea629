package tocsin.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlScalar;
import tocsin.model.Durations;

/** The kinds of values that rule files have, over {@link Fields}. */
final class RuleFields {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9](?:_?[0-9])*+");

    private RuleFields() {}

    /** @param absent also for an explicit null */
    static <T extends @Nullable Duration> T duration(Fields fields, String key, RuleDialect dialect, T absent) {
        Function<String, Duration> parser =
                dialect == RuleDialect.VMALERT ? MetricsqlDurations::parse : Durations::parse;
        return fields.<T>parsed(key, absent, absent, text -> cast(parser.apply(text)));
    }

    /** {@code T} is {@link Duration} with or without null, so a duration is always one. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Duration> T cast(Duration duration) {
        return (T) duration;
    }

    /** Whole numbers in YAML's notations; a fraction is cut off, as upstream's YAML library does. */
    static long integer(Fields fields, String key) {
        return fields.scalar(key, 0L, 0L, RuleFields::toInteger);
    }

    private static long toInteger(YamlScalar scalar) {
        try {
            if (scalar.plain() && WHOLE.matcher(scalar.text()).matches()) {
                return wholeNumber(scalar.text().replace("_", ""));
            }
            if (scalar.plain()) {
                return otherNumber(scalar.text());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notInteger(scalar.text()), e);
        }
        throw new IllegalArgumentException(notInteger(scalar.text()));
    }

    private static long wholeNumber(String digits) {
        boolean octal = digits.matches("[-+]?0[0-7]+");
        return Long.parseLong(digits, octal ? 8 : 10);
    }

    private static long otherNumber(String text) {
        String lower = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return Long.parseLong(lower.substring(2), 16);
        }
        if (lower.startsWith("0o")) {
            return Long.parseLong(lower.substring(2), 8);
        }
        if (lower.startsWith("0b")) {
            return Long.parseLong(lower.substring(2), 2);
        }
        if (!lower.matches("[-+.0-9e]+")) {
            throw new NumberFormatException(text);
        }
        double number = Double.parseDouble(lower);
        if (Math.abs(number) >= 0x1p63) {
            throw new NumberFormatException("out of range: " + text);
        }
        return (long) number;
    }

    private static String notInteger(String text) {
        return "`%s` is not a whole number of 64 bits; write e.g. `100`, without quotes".formatted(text);
    }

    /**
     * A mapping of texts; a null value is the empty text.
     *
     * @param check sees each name and value with the key's place
     */
    static Map<String, String> texts(
            Fields fields, String key, Problems problems, BiConsumer<YamlScalar, YamlScalar> check) {
        Map<String, String> texts = new LinkedHashMap<>();
        YamlMapping mapping = fields.mapping(key);
        if (mapping == null) {
            return texts;
        }
        for (YamlMapping.Entry entry : mapping.entries().values()) {
            if (entry.value() instanceof YamlScalar value) {
                check.accept(entry.key(), value);
                texts.put(entry.key().text(), value.text());
            } else {
                problems.error(
                        entry.value(),
                        "`%s` in `%s` takes a text, found %s"
                                .formatted(
                                        entry.key().text(), key, entry.value().describe()));
            }
        }
        return texts;
    }
}
