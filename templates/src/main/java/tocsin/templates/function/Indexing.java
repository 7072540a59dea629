package tocsin.templates.function;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.ListCut;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Utf8;

/** {@code len}, {@code index} and {@code slice}: strings count in bytes. */
final class Indexing {
    private Indexing() {}

    static long length(@Nullable Object value) throws FunctionFailure {
        if (value instanceof ListValue list) {
            return list.size();
        }
        if (value instanceof MapValue map) {
            return map.size();
        }
        String text = text(value);
        if (text == null) {
            throw new FunctionFailure(value == null ? "len of nil pointer" : "len of type " + Type.of(value));
        }
        return Utf8.length(text);
    }

    /** @param arguments what is indexed, then keys, each of which goes one level deeper */
    static @Nullable Object index(@Nullable Object[] arguments) throws FunctionFailure {
        Object item = arguments[0];
        if (item == null) {
            throw new FunctionFailure("index of untyped nil");
        }
        for (int i = 1; i < arguments.length; i++) {
            item = element(item, arguments[i]);
        }
        return item;
    }

    private static @Nullable Object element(@Nullable Object item, @Nullable Object key) throws FunctionFailure {
        if (item == null) {
            throw new FunctionFailure("index of nil pointer");
        }
        if (item instanceof MapValue map) {
            return entry(map, key);
        }
        if (item instanceof ListValue list) {
            return list.get(place(key, list.size() - 1));
        }
        String text = text(item);
        if (text == null) {
            throw new FunctionFailure("can't index item of type " + Type.of(item));
        }
        return new TypedInt(Type.UINT8, Utf8.byteAt(text, place(key, Utf8.length(text) - 1)));
    }

    private static @Nullable Object entry(MapValue map, @Nullable Object key) throws FunctionFailure {
        if (key == null) {
            throw new FunctionFailure("value is nil; should be of type string");
        }
        if (!(key instanceof String name)) {
            throw new FunctionFailure("value has type %s; should be string".formatted(Type.of(key)));
        }
        Object found = map.get(name);
        Type element = map.type().element();
        return found == null && element != null ? element.zero() : found;
    }

    /** @param arguments what is cut, then at most three places: start, end, and for lists the end of what they keep */
    static Object slice(@Nullable Object[] arguments) throws FunctionFailure {
        Object item = arguments[0];
        int places = arguments.length - 1;
        if (item == null) {
            throw new FunctionFailure("slice of untyped nil");
        }
        if (places > 3) {
            throw new FunctionFailure("too many slice indexes: " + places);
        }
        if (item instanceof ListValue list) {
            int[] range = range(arguments, list.size());
            return ListCut.of(list, range[0], range[1]);
        }
        String text = text(item);
        if (text == null) {
            throw new FunctionFailure("can't slice item of type " + Type.of(item));
        }
        if (places == 3) {
            throw new FunctionFailure("cannot 3-index slice a string");
        }
        int[] ends = range(arguments, Utf8.length(text));
        String cut = Utf8.slice(text, ends[0], ends[1]);
        return item instanceof TypedString typed ? new TypedString(typed.type(), cut) : cut;
    }

    private static int[] range(@Nullable Object[] arguments, int size) throws FunctionFailure {
        int[] places = {0, size, size};
        for (int i = 1; i < arguments.length; i++) {
            places[i - 1] = place(arguments[i], size);
        }
        for (int i = 1; i < places.length; i++) {
            if (places[i - 1] > places[i]) {
                throw new FunctionFailure("invalid slice index: %d > %d".formatted(places[i - 1], places[i]));
            }
        }
        return places;
    }

    private static int place(@Nullable Object key, int last) throws FunctionFailure {
        if (key == null) {
            throw new FunctionFailure("cannot index slice/array with nil");
        }
        if (!(key instanceof Long) && !(key instanceof IntValue)) {
            throw new FunctionFailure("cannot index slice/array with type " + Type.of(key));
        }
        long place = key instanceof Long number ? number : ((IntValue) key).value();
        if (place < 0 || place > last) {
            throw new FunctionFailure("index out of range: " + place);
        }
        return (int) place;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof TypedString typed) {
            return typed.text();
        }
        return value instanceof String text ? text : null;
    }
}
