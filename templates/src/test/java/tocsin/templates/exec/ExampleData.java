package tocsin.templates.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Strings;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;

/** The data that the program of Go had when it made the golden file, and its functions. */
final class ExampleData {
    private static final Type KV = Type.STRING_MAP.as("main.KV");
    private static final Type STRINGS = Type.STRING_LIST.as("main.Strings");
    private static final Type ALERT = Type.struct("main.Alert");

    static final Object ROOT = root();

    static final Map<String, Function> FUNCTIONS = functions();

    private ExampleData() {}

    /** A struct whose fields are the entries. */
    record Fields(Type type, Map<String, @Nullable Object> values) implements StructValue {
        static Fields of(Type type, @Nullable Object... namesAndValues) {
            return new Fields(type, entries(namesAndValues));
        }

        @Override
        public List<String> fields() {
            return List.copyOf(values.keySet());
        }

        @Override
        public @Nullable Object field(String name) {
            return values.get(name);
        }
    }

    /** A map of strings with the methods of its type. */
    record Texts(Type type, TreeMap<String, String> entries) implements MapValue {
        static Texts of(Type type, String... namesAndValues) {
            TreeMap<String, String> sorted = new TreeMap<>(KEY_ORDER);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                sorted.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Texts(type, sorted);
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
        public @Nullable Function method(String name) {
            if (!type.equals(KV)) {
                return null;
            }
            return switch (name) {
                case "Names" ->
                    Function.of("Names", List.of(KV), (call, given) -> new Names(((Texts) given[0]).keys()));
                case "Remove" ->
                    Function.of(
                            "Remove",
                            List.of(KV, Type.STRING_LIST),
                            (call, given) -> ((Texts) given[0]).without((ListValue) given[1]));
                default -> null;
            };
        }

        private Texts without(ListValue names) {
            TreeMap<String, String> rest = new TreeMap<>(entries);
            for (int i = 0; i < names.size(); i++) {
                rest.remove(names.get(i));
            }
            return new Texts(type, rest);
        }
    }

    /** A list of strings that can be joined. */
    record Names(List<String> items) implements ListValue {
        @Override
        public Type type() {
            return STRINGS;
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Object get(int index) {
            return items.get(index);
        }

        @Override
        public @Nullable Function method(String name) {
            return name.equals("Join")
                    ? Function.of(
                            "Join",
                            List.of(STRINGS, Type.STRING),
                            (call, given) -> String.join((String) given[1], ((Names) given[0]).items()))
                    : null;
        }
    }

    /** A list of structs. */
    record Alerts(Type type, List<Fields> items) implements ListValue {
        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Object get(int index) {
            return items.get(index);
        }

        @Override
        public @Nullable Function method(String name) {
            boolean has = type.named() && name.equals("Firing");
            return has ? Function.of("Firing", List.of(type), (call, given) -> ((Alerts) given[0]).firing()) : null;
        }

        private Alerts firing() {
            return new Alerts(
                    Type.listOf(ALERT),
                    items.stream()
                            .filter(alert -> Objects.equals(alert.field("Status"), "firing"))
                            .toList());
        }
    }

    private static Object root() {
        AnyMap deep = AnyMap.of(entries("x", "deep", "nil", null));
        Map<String, @Nullable Object> any = entries("s", "str", "n", 7L, "f", 2.5, "nil", null, "m", deep);
        any.put("l", AnyList.of(1L, "two", null, 2.5, true));
        any.put("kv", Texts.of(KV, "k", "v"));
        any.putAll(entries("b", false, "z", 0L, "e", ""));
        Map<String, @Nullable Object> root = entries("Status", "firing");
        root.put(
                "Labels",
                Texts.of(KV, "alertname", "Down", "job", "api", "Names", "hidden", "a-b", "dash", "é", "accent"));
        root.put("Alerts", new Alerts(Type.listOf(ALERT).as("main.Alerts"), alerts()));
        root.put("Pair", Fields.of(Type.struct("main.Pair"), "Name", "n", "Value", "v"));
        root.put("Any", AnyMap.of(any));
        root.put("List", AnyList.of(1L, "two", null, 2.5, true, AnyList.of("in", 9L)));
        root.put("Names", new Strings(List.of("x", "y", "z")));
        root.put("Plain", Texts.of(Type.STRING_MAP, "k1", "v1", "k2", "v2", "k0", "v0"));
        root.putAll(entries("Num", 42L, "Neg", -3L, "Float", 0.25, "Big", 1234567.0, "Yes", true, "No", false));
        root.putAll(entries("Empty", "", "NoList", AnyList.of(), "NoMap", Texts.of(KV), "Nil", null));
        root.put("Text", "héllo <b>\"wörld\"</b> & 'x' \\ \n=");
        root.put("Unsigned", new TypedInt(Type.UINT64, -1));
        return new Fields(Type.struct("main.Data"), root);
    }

    private static List<Fields> alerts() {
        return List.of(
                alert("firing", Texts.of(KV, "s", "one", "job", "api"), 1.5, 3),
                alert("resolved", Texts.of(KV, "s", "two"), 2, 0),
                alert("firing", Texts.of(KV), 1e6, -1));
    }

    private static Fields alert(String status, Texts labels, double value, long count) {
        return Fields.of(ALERT, "Status", status, "Labels", labels, "Value", value, "Count", count);
    }

    private static Map<String, Function> functions() {
        List<Function> all = new ArrayList<>();
        all.add(Function.of(
                "toUpper", List.of(Type.STRING), (call, given) -> ((String) given[0]).toUpperCase(Locale.ROOT)));
        all.add(Function.of("add", List.of(Type.INT, Type.INT), (call, given) -> (Long) given[0] + (Long) given[1]));
        all.add(Function.of("half", List.of(Type.FLOAT64), (call, given) -> (Double) given[0] / 2));
        all.add(Function.of("isSet", List.of(Type.BOOL), (call, given) -> String.valueOf(given[0])));
        all.add(Function.of("tiny", List.of(Type.UINT8), (call, given) -> ((IntValue) given[0]).value()));
        all.add(Function.variadic(
                "stringSlice",
                List.of(Type.STRING),
                (call, given) ->
                        new Strings(Arrays.stream(given).map(String.class::cast).toList())));
        all.add(Function.of(
                "join",
                List.of(Type.STRING, Type.STRING_LIST),
                (call, given) -> String.join((String) given[0], texts((ListValue) given[1]))));
        all.add(Function.of("size", List.of(Type.ANY_MAP), (call, given) -> (long) ((MapValue) given[0]).size()));
        all.add(Function.variadic("list", List.of(Type.ANY), (call, given) -> AnyList.of(given)));
        all.add(Function.variadic("dict", List.of(Type.ANY), (call, given) -> dict(given)));
        all.add(Function.of("fail", List.of(Type.STRING), (call, given) -> {
            throw new FunctionFailure((String) given[0]);
        }));
        all.add(Function.of("boom", List.of(), (call, given) -> {
            throw new IllegalStateException("boom!");
        }));
        all.add(Function.of("void", List.of(), (call, given) -> null));
        all.add(Function.of("three", List.of(), (call, given) -> 3L));
        all.add(Function.variadic(
                "bytes",
                List.of(Type.STRING, Type.INT, Type.STRING),
                (call, given) -> "%s%s %s".formatted(given[0], given[1], given.length - 2)));
        Map<String, Function> byName = new LinkedHashMap<>();
        all.forEach(function -> byName.put(function.name(), function));
        return byName;
    }

    private static AnyMap dict(@Nullable Object[] given) throws FunctionFailure {
        if (given.length % 2 != 0) {
            throw new FunctionFailure("dict requires an even number of arguments");
        }
        return AnyMap.of(entries(given));
    }

    private static List<String> texts(ListValue list) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            texts.add((String) list.get(i));
        }
        return texts;
    }

    private static Map<String, @Nullable Object> entries(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return entries;
    }
}
