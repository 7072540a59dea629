package tocsin.templates.function;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Utf8;

/**
 * Go's comparisons of templates: no value is converted for them, except that integers with and without sign compare as the
 * numbers that they are.
 */
final class Comparison {
    private static final String NO_ORDER = "invalid type for comparison";
    /** Of structs within structs. */
    private static final int MAX_DEPTH = 50;

    private Comparison() {}

    /** Whether the first is equal to any of the others; what stands behind the equal one is not looked at. */
    static boolean equalsAny(@Nullable Object[] values) throws FunctionFailure {
        if (values.length < 2) {
            throw new FunctionFailure("missing argument for comparison");
        }
        for (int i = 1; i < values.length; i++) {
            if (equal(values[0], values[i])) {
                return true;
            }
        }
        return false;
    }

    static boolean equal(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        if (left == null || right == null) {
            return left == right;
        }
        Kind kind = Type.of(left).kind();
        Kind other = Type.of(right).kind();
        if (isInteger(kind) && isInteger(other)) {
            return equalIntegers(left, kind, right, other);
        }
        if (isBasic(kind) != isBasic(other) || (isBasic(kind) && kind != other)) {
            throw incompatible(left, right);
        }
        return switch (kind) {
            case STRING -> Utf8.compare(text(left), text(right)) == 0;
            case FLOAT -> real(left) == real(right);
            case BOOL -> left.equals(right);
            case INT, UINT, NIL, LIST, MAP, STRUCT, INTERFACE -> equalStructs(left, right);
        };
    }

    static boolean less(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        if (left == null || right == null) {
            throw new FunctionFailure(NO_ORDER);
        }
        Kind kind = Type.of(left).kind();
        Kind other = Type.of(right).kind();
        if (!isBasic(kind) || !isBasic(other)) {
            throw new FunctionFailure(NO_ORDER);
        }
        if (isInteger(kind) && isInteger(other)) {
            return lessInteger(left, kind, right, other);
        }
        if (kind != other) {
            throw incompatible(left, right);
        }
        return switch (kind) {
            case STRING -> Utf8.compare(text(left), text(right)) < 0;
            case FLOAT -> real(left) < real(right);
            case BOOL, INT, UINT, NIL, LIST, MAP, STRUCT, INTERFACE -> throw new FunctionFailure(NO_ORDER);
        };
    }

    static boolean lessOrEqual(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        return less(left, right) || equal(left, right);
    }

    private static boolean equalIntegers(Object left, Kind kind, Object right, Kind other) {
        long l = integer(left);
        long r = integer(right);
        boolean sameSense = kind == other || (l >= 0 && r >= 0);
        return l == r && sameSense;
    }

    private static boolean lessInteger(Object left, Kind kind, Object right, Kind other) {
        long l = integer(left);
        long r = integer(right);
        if (kind == Kind.INT && (other == Kind.INT || l < 0)) {
            return other == Kind.UINT || l < r;
        }
        // Left has no sign, or none that matters.
        return other == Kind.INT ? r >= 0 && Long.compareUnsigned(l, r) < 0 : Long.compareUnsigned(l, r) < 0;
    }

    private static boolean equalStructs(Object left, Object right) throws FunctionFailure {
        Type type = Type.of(left);
        Type other = Type.of(right);
        if (type.kind() != other.kind()) {
            throw new FunctionFailure("non-comparable types %s and %s".formatted(type, other));
        }
        if (!isComparable(right, 0)) {
            throw new FunctionFailure("non-comparable type %s".formatted(other));
        }
        return type.equals(other) && sameFields(left, right);
    }

    private static boolean sameFields(Object left, Object right) throws FunctionFailure {
        if (!(left instanceof StructValue struct && right instanceof StructValue other)) {
            return left.equals(right);
        }
        for (String field : struct.fields()) {
            if (!sameField(struct.field(field), other.field(field))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameField(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        if (left == null || right == null) {
            return left == right;
        }
        return Type.of(left).equals(Type.of(right))
                && (left instanceof StructValue ? sameFields(left, right) : equal(left, right));
    }

    /** As in Go, structs can be compared when nothing in them is a list or a map. */
    private static boolean isComparable(@Nullable Object value, int depth) {
        Kind kind = Type.of(value).kind();
        if (kind == Kind.LIST || kind == Kind.MAP || depth > MAX_DEPTH) {
            return false;
        }
        if (!(value instanceof StructValue struct)) {
            return true;
        }
        for (String field : struct.fields()) {
            if (!isComparable(struct.field(field), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static FunctionFailure incompatible(Object left, Object right) {
        return new FunctionFailure(
                "incompatible types for comparison: %s and %s".formatted(Type.of(left), Type.of(right)));
    }

    private static boolean isBasic(Kind kind) {
        return isInteger(kind) || kind == Kind.STRING || kind == Kind.FLOAT || kind == Kind.BOOL;
    }

    private static boolean isInteger(Kind kind) {
        return kind == Kind.INT || kind == Kind.UINT;
    }

    private static long integer(Object value) {
        return value instanceof Long number ? number : ((IntValue) value).value();
    }

    private static double real(Object value) {
        return (Double) value;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : ((TypedString) value).text();
    }
}
