package tocsin.templates.exec;

import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;

/** Constants become values of the type that a parameter asks for, as far as they are of its kind. */
final class Constants {
    private Constants() {}

    static boolean isConstant(Operand operand) {
        return operand instanceof Operand.StringConstant
                || operand instanceof Operand.NumberConstant
                || operand instanceof Operand.Bool;
    }

    /** What a constant is by itself. */
    static Object value(Execution execution, Operand constant) throws TemplateException {
        if (constant instanceof Operand.StringConstant string) {
            return string.value();
        }
        if (constant instanceof Operand.Bool bool) {
            return bool.value();
        }
        Object ideal = ((Operand.NumberConstant) constant).ideal();
        if (ideal == null) {
            throw execution.failure(constant + " overflows int");
        }
        return ideal;
    }

    /** What a constant is for a parameter. */
    static Object adapted(Execution execution, Operand operand, Type type) throws TemplateException {
        Object adapted = switch (type.kind()) {
            case INTERFACE -> value(execution, operand);
            case STRING -> string(operand, type);
            case BOOL -> operand instanceof Operand.Bool bool ? (Boolean) bool.value() : null;
            case FLOAT -> operand instanceof Operand.NumberConstant number ? number.real() : null;
            case INT -> integer(operand, type, false);
            case UINT -> integer(operand, type, true);
            case NIL, LIST, MAP, STRUCT ->
                throw execution.failure("can't handle %s for arg of type %s".formatted(operand, type));
        };
        if (adapted == null) {
            throw execution.failure("expected %s; found %s".formatted(expected(type), operand));
        }
        return adapted;
    }

    private static @Nullable Object string(Operand operand, Type type) {
        if (!(operand instanceof Operand.StringConstant string)) {
            return null;
        }
        return type.equals(Type.STRING) ? string.value() : new TypedString(type, string.value());
    }

    private static @Nullable Object integer(Operand operand, Type type, boolean unsigned) {
        if (!(operand instanceof Operand.NumberConstant number)) {
            return null;
        }
        Long value = unsigned ? number.unsigned() : number.integer();
        return value == null ? null : integer(type, value);
    }

    /** An integer under the name of its type. */
    static Object integer(Type type, long value) {
        return type.equals(Type.INT) ? (Object) value : new TypedInt(type, value);
    }

    private static String expected(Type type) {
        return switch (type.kind()) {
            case STRING -> "string";
            case BOOL -> "bool";
            case FLOAT -> "float";
            case INT -> "integer";
            case UINT -> "unsigned integer";
            case INTERFACE, NIL, LIST, MAP, STRUCT -> type.name();
        };
    }
}
