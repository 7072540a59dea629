package tocsin.templates.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Function;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Strings;
import tocsin.templates.value.Type;

/** Evaluates arguments and holds them against the types of parameters: constants adapt, values must fit as they are. */
final class Arguments {
    private final Execution execution;
    private final Pipelines pipelines;

    Arguments(Execution execution, Pipelines pipelines) {
        this.execution = execution;
        this.pipelines = pipelines;
    }

    /**
     * All of one call, whose number was checked.
     *
     * @param receiver of a method, its first argument; null for functions
     * @param piped goes last
     */
    @Nullable
    Object[] of(
            Function function,
            @Nullable Object receiver,
            List<Operand> operands,
            @Nullable Object piped,
            @Nullable Object dot)
            throws TemplateException {
        int first = receiver == null ? 0 : 1;
        int written = Math.max(0, operands.size() - 1);
        boolean hasPiped = piped != Absent.ARGUMENT;
        Object[] values = new Object[first + written + (hasPiped ? 1 : 0)];
        int mark = execution.hold(values);
        if (receiver != null) {
            values[0] = receiver;
        }
        for (int i = 0; i < written; i++) {
            values[first + i] = of(operands.get(i + 1), parameter(function, first + i), dot);
        }
        if (hasPiped) {
            int last = values.length - 1;
            values[last] = fitting(piped, parameter(function, last));
        }
        execution.release(mark);
        return values;
    }

    private static Type parameter(Function function, int index) {
        List<Type> parameters = function.parameters();
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** One argument. */
    @Nullable
    Object of(Operand operand, Type type, @Nullable Object dot) throws TemplateException {
        if (Constants.isConstant(operand)) {
            execution.at(operand, operand.offset());
            return Constants.adapted(execution, operand, type);
        }
        if (operand instanceof Operand.Nil) {
            execution.at(operand, operand.offset());
            return nil(type, "cannot assign nil to ");
        }
        return fitting(pipelines.argument(operand, dot), type);
    }

    private @Nullable Object fitting(@Nullable Object value, Type type) throws TemplateException {
        if (value == null) {
            return nil(type, "invalid value; expected ");
        }
        boolean any = type.kind() == Kind.INTERFACE;
        if (value == Absent.ELEMENT) {
            if (any) {
                return null;
            }
            throw wrongType(type, "interface {}");
        }
        if (any || Type.of(value).assignableTo(type)) {
            return value;
        }
        throw wrongType(type, Type.of(value).name());
    }

    private TemplateException wrongType(Type wanted, String given) {
        return execution.failure("wrong type for value; expected %s; got %s".formatted(wanted, given));
    }

    /** Nil where a value of this type is asked for: lists and maps take it for an empty one. */
    private @Nullable Object nil(Type type, String refusal) throws TemplateException {
        return switch (type.kind()) {
            case INTERFACE -> null;
            case LIST -> type.equals(Type.STRING_LIST) ? new Strings(List.of()) : new Empty.EmptyList(type);
            case MAP -> new Empty.EmptyMap(type);
            case NIL, BOOL, INT, UINT, FLOAT, STRING, STRUCT -> throw execution.failure(refusal + type);
        };
    }
}
