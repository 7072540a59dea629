package tocsin.templates.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.templates.Golden;
import tocsin.templates.time.DurationValue;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Strings;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;

/** Operands as the golden file writes them, e.g. {@code L(i:1,s:a%20b)}. */
final class EncodedValue {
    private final String text;
    private int at;

    private EncodedValue(String text) {
        this.text = text;
    }

    static @Nullable Object[] list(String text) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            values.add(new EncodedValue(one).read());
        }
        return values.toArray();
    }

    private @Nullable Object read() {
        char kind = text.charAt(at);
        boolean nested = text.charAt(at + 1) == '(';
        at += 2;
        return nested ? composite(kind) : scalar(kind, word());
    }

    private String word() {
        int start = at;
        while (at < text.length() && ",()=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private static @Nullable Object scalar(char kind, String word) {
        return switch (kind) {
            case 'n' -> null;
            case 's' -> Golden.unescaped(word);
            case 'i' -> Long.valueOf(word);
            case 'l' -> new TypedInt(Type.INT64, Long.parseLong(word));
            case 'y' -> new TypedInt(Type.UINT8, Long.parseLong(word));
            case 'u' -> new TypedInt(Type.UINT64, Long.parseUnsignedLong(word));
            case 'f' -> GoFloat.parse(word);
            case 'b' -> Boolean.valueOf(word);
            case 'd' -> new DurationValue(Long.parseLong(word));
            default -> throw new IllegalArgumentException(word);
        };
    }

    private Object composite(char kind) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (text.charAt(at) != ')') {
            String key = kind == 'M' || kind == 'K' ? key() : String.valueOf(entries.size());
            entries.put(key, read());
            at += text.charAt(at) == ',' ? 1 : 0;
        }
        at++;
        List<@Nullable Object> values = new ArrayList<>(entries.values());
        return switch (kind) {
            case 'L' -> AnyList.of(values);
            case 'S' -> new Strings(values.stream().map(String.class::cast).toList());
            case 'M' -> AnyMap.of(entries);
            case 'K' -> new Pairs(new TreeMap<>(entries));
            case 'P' -> new Struct("template.Pair", List.of("Name", "Value"), values);
            case 'D' -> new Struct("*template.Data", List.of("Status", "Labels", "Extra"), values);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private String key() {
        String key = Golden.unescaped(word());
        at++;
        return key;
    }

    private record Pairs(Map<String, @Nullable Object> entries) implements MapValue, Printed {
        @Override
        public Type type() {
            return Type.STRING_MAP.as("template.KV");
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public @Nullable Object get(String key) {
            return entries.get(key);
        }

        @Override
        public List<String> keys() {
            return List.copyOf(entries.keySet());
        }

        @Override
        public String printed() {
            return entries.entrySet().stream()
                    .map(entry -> entry.getKey() + '=' + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    private record Struct(String name, List<String> fields, List<@Nullable Object> values) implements StructValue {
        @Override
        public Type type() {
            return Type.struct(name);
        }

        @Override
        public @Nullable Object field(String field) {
            return values.get(fields.indexOf(field));
        }
    }
}
