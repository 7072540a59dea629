package tocsin.templates.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type of Go.
 *
 * @param name as {@code %T} prints it and errors name it, e.g. {@code template.KV}
 * @param element of a list's elements or of a map's values (keys are strings); null for other kinds
 * @param named declared with a name of its own, unlike {@code []string}; decides assignability
 */
public record Type(String name, Kind kind, @Nullable Type element, boolean named) {
    public static final Type NIL = scalar("<nil>", Kind.NIL);
    public static final Type ANY = new Type("interface {}", Kind.INTERFACE, null, false);
    public static final Type BOOL = scalar("bool", Kind.BOOL);
    public static final Type INT = scalar("int", Kind.INT);
    public static final Type INT64 = scalar("int64", Kind.INT);
    public static final Type UINT8 = scalar("uint8", Kind.UINT);
    public static final Type UINT64 = scalar("uint64", Kind.UINT);
    public static final Type FLOAT64 = scalar("float64", Kind.FLOAT);
    public static final Type STRING = scalar("string", Kind.STRING);
    public static final Type STRING_LIST = listOf(STRING);
    public static final Type ANY_LIST = listOf(ANY);
    public static final Type ANY_MAP = mapOf(ANY);
    public static final Type STRING_MAP = mapOf(STRING);

    public Type {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /** A named type without elements. */
    public static Type scalar(String name, Kind kind) {
        return new Type(name, kind, null, true);
    }

    public static Type struct(String name) {
        return new Type(name, Kind.STRUCT, null, true);
    }

    /** {@code []ELEMENT}. */
    public static Type listOf(Type element) {
        return new Type("[]" + element.name(), Kind.LIST, element, false);
    }

    /** {@code map[string]ELEMENT}. */
    public static Type mapOf(Type element) {
        return new Type("map[string]" + element.name(), Kind.MAP, element, false);
    }

    /** The same structure under a name of its own, as by {@code type Strings []string}. */
    public Type as(String newName) {
        return new Type(newName, kind, element, true);
    }

    /** The type of a value; {@link #NIL} of null. */
    public static Type of(@Nullable Object value) {
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Long) {
            return INT;
        }
        if (value instanceof Double) {
            return FLOAT64;
        }
        if (value instanceof Boolean) {
            return BOOL;
        }
        if (value == null) {
            return NIL;
        }
        return ((Value) value).type();
    }

    /** Whether a value of this type may be given where {@code target} is declared. */
    public boolean assignableTo(Type target) {
        if (target.kind == Kind.INTERFACE || equals(target)) {
            return true;
        }
        boolean sameStructure = kind == target.kind && Objects.equals(element, target.element);
        return sameStructure && (kind == Kind.LIST || kind == Kind.MAP) && !(named && target.named);
    }

    /** What a map of this element type answers for a key that it lacks. */
    public @Nullable Object zero() {
        return switch (kind) {
            case STRING -> "";
            case BOOL -> false;
            case INT, UINT -> 0L;
            case FLOAT -> 0.0;
            case NIL, LIST, MAP, STRUCT, INTERFACE -> null;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
