package tocsin.templates.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.function.ShortCircuit;
import tocsin.templates.syntax.Operand;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Interruption;
import tocsin.templates.value.Kind;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.Type;
import tocsin.templates.value.Value;

/**
 * Calls functions and methods, and finds fields. {@code operands} are those of a command: the first is what is called, and
 * what follows are its arguments; none at all stand for a call without arguments.
 */
final class Calls {
    private final Execution execution;
    private final Arguments arguments;

    Calls(Execution execution, Pipelines pipelines) {
        this.execution = execution;
        this.arguments = new Arguments(execution, pipelines);
    }

    /**
     * A method, else a field, else a key.
     *
     * @param node what errors of a method show
     */
    @Nullable
    Object field(
            @Nullable Object receiver,
            String name,
            Operand node,
            List<Operand> operands,
            @Nullable Object piped,
            @Nullable Object dot)
            throws TemplateException {
        if (receiver == null) {
            return null;
        }
        if (receiver == Absent.ELEMENT) {
            throw execution.failure("nil pointer evaluating interface {}." + name);
        }
        if (!(receiver instanceof Value value)) {
            throw noField(name, receiver);
        }
        Function method = value.method(name);
        if (method != null) {
            return method(method, value, node, operands, piped, dot);
        }
        boolean called = operands.size() > 1 || piped != Absent.ARGUMENT;
        if (value instanceof StructValue struct && struct.hasField(name)) {
            return fieldOf(struct, name, called);
        }
        if (value instanceof MapValue map) {
            return entryOf(map, name, called);
        }
        throw noField(name, receiver);
    }

    private TemplateException noField(String name, Object receiver) {
        return execution.failure("can't evaluate field %s in type %s".formatted(name, Type.of(receiver)));
    }

    private Object fieldOf(StructValue struct, String name, boolean called) throws TemplateException {
        if (called) {
            throw execution.failure(name + " has arguments but cannot be invoked as function");
        }
        Object field = struct.field(name);
        return field == null ? Absent.ELEMENT : field;
    }

    private @Nullable Object entryOf(MapValue map, String name, boolean called) throws TemplateException {
        if (called) {
            throw execution.failure(name + " is not a method but has arguments");
        }
        Object found = map.get(name);
        if (found != null) {
            return found;
        }
        Type element = map.type().element();
        return element == null || element.kind() == Kind.INTERFACE ? Absent.ELEMENT : element.zero();
    }

    /** @param node what errors of the function itself show: the command, or the name that stands as an argument */
    @Nullable
    Object function(
            Function function,
            Object node,
            int offset,
            List<Operand> operands,
            @Nullable Object piped,
            @Nullable Object dot)
            throws TemplateException {
        checkCount(function, 0, operands, piped);
        if (function.body() instanceof ShortCircuit shortCircuit) {
            return shortCircuit(shortCircuit, operands, piped, dot);
        }
        return call(function, node, offset, arguments.of(function, null, operands, piped, dot));
    }

    private @Nullable Object method(
            Function method,
            Value receiver,
            Operand node,
            List<Operand> operands,
            @Nullable Object piped,
            @Nullable Object dot)
            throws TemplateException {
        checkCount(method, 1, operands, piped);
        return call(method, node, node.offset(), arguments.of(method, receiver, operands, piped, dot));
    }

    /** @param receivers 1 when the first parameter is a method's receiver, which is no argument */
    private void checkCount(Function function, int receivers, List<Operand> operands, @Nullable Object piped)
            throws TemplateException {
        int written = Math.max(0, operands.size() - 1);
        int given = piped == Absent.ARGUMENT ? written : written + 1;
        int wanted = function.parameters().size() - receivers;
        if (function.variadic()) {
            if (given < wanted - 1) {
                throw wrongCount(function, "at least " + (wanted - 1), written);
            }
        } else if (given != wanted) {
            throw wrongCount(function, Integer.toString(wanted), given);
        }
    }

    private TemplateException wrongCount(Function function, String wanted, int given) {
        return execution.failure(
                "wrong number of args for %s: want %s got %d".formatted(function.name(), wanted, given));
    }

    private @Nullable Object shortCircuit(
            ShortCircuit shortCircuit, List<Operand> operands, @Nullable Object piped, @Nullable Object dot)
            throws TemplateException {
        Object value = null;
        for (int i = 1; i < operands.size(); i++) {
            execution.step();
            int mark = execution.hold(value);
            value = arguments.of(operands.get(i), Type.ANY, dot);
            execution.release(mark);
            if (shortCircuit.decidedBy(value)) {
                return value;
            }
        }
        return piped == Absent.ARGUMENT ? value : piped;
    }

    private @Nullable Object call(Function function, Object node, int offset, @Nullable Object[] values)
            throws TemplateException {
        execution.countGiven(values);
        try {
            Object result = function.body().call(execution, values);
            execution.countMade(result);
            return result;
        } catch (FunctionFailure failure) {
            throw failed(function, node, offset, failure.getMessage());
        } catch (Interruption | TextTooLong | BeyondLimit notItsFault) {
            throw notItsFault;
        } catch (RuntimeException broken) {
            throw failed(function, node, offset, broken.getMessage());
        }
    }

    private TemplateException failed(Function function, Object node, int offset, @Nullable String cause) {
        execution.at(node, offset);
        return execution.failure("error calling %s: %s".formatted(function.name(), cause));
    }
}
