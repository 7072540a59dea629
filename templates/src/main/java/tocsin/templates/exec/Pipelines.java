package tocsin.templates.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.TemplateException;

/** Evaluates pipelines, commands and the operands that commands begin with. */
final class Pipelines {
    private static final List<Operand> NO_ARGUMENTS = List.of();

    private final Execution execution;
    private final Calls calls;

    Pipelines(Execution execution) {
        this.execution = execution;
        this.calls = new Calls(execution, this);
    }

    /** The value of the last command, which the variables have now. */
    @Nullable
    Object evaluate(Pipeline pipeline, @Nullable Object dot) throws TemplateException {
        execution.at(pipeline, pipeline.offset());
        Object value = Absent.ARGUMENT;
        List<Pipeline.Command> commands = pipeline.commands();
        for (int i = 0; i < commands.size(); i++) {
            int mark = execution.hold(value);
            Object result = command(commands.get(i), dot, value);
            execution.release(mark);
            value = result == Absent.ELEMENT ? null : result;
        }
        List<Pipeline.Variable> variables = pipeline.variables();
        for (int i = 0; i < variables.size(); i++) {
            assign(variables.get(i), value);
        }
        return value;
    }

    private void assign(Pipeline.Variable variable, @Nullable Object value) throws TemplateException {
        if (variable.slot() == Operand.Variable.UNDEFINED) {
            throw execution.failure("undefined variable: " + variable.name());
        }
        execution.assign(variable.slot(), value);
    }

    private @Nullable Object command(Pipeline.Command command, @Nullable Object dot, @Nullable Object piped)
            throws TemplateException {
        List<Operand> operands = command.operands();
        Operand first = operands.get(0);
        if (first instanceof Operand.Called called) {
            execution.at(called, called.offset());
            return calls.function(called.function(), command, command.offset(), operands, piped, dot);
        }
        if (first instanceof Operand.Nested nested) {
            refuseArguments(operands, piped);
            return evaluate(nested.pipeline(), dot);
        }
        execution.at(first, first.offset());
        if (takesArguments(first)) {
            return chain(first, dot, operands, piped);
        }
        refuseArguments(operands, piped);
        if (first instanceof Operand.Nil) {
            throw execution.failure("nil is not a command");
        }
        return simple(first, dot);
    }

    private static boolean takesArguments(Operand operand) {
        return operand instanceof Operand.Field
                || operand instanceof Operand.Chain
                || (operand instanceof Operand.Variable variable
                        && !variable.names().isEmpty());
    }

    private void refuseArguments(List<Operand> operands, @Nullable Object piped) throws TemplateException {
        if (operands.size() > 1 || piped != Absent.ARGUMENT) {
            throw execution.failure("can't give argument to non-function " + operands.get(0));
        }
    }

    private @Nullable Object simple(Operand operand, @Nullable Object dot) throws TemplateException {
        if (operand instanceof Operand.Dot) {
            return dot;
        }
        if (operand instanceof Operand.Variable variable) {
            return value(variable);
        }
        return Constants.value(execution, operand);
    }

    private @Nullable Object value(Operand.Variable variable) throws TemplateException {
        if (variable.slot() == Operand.Variable.UNDEFINED) {
            throw execution.failure("undefined variable: " + variable.name());
        }
        return execution.variable(variable.slot());
    }

    /** The value of an operand that stands as an argument and is no constant. */
    @Nullable
    Object argument(Operand operand, @Nullable Object dot) throws TemplateException {
        execution.at(operand, operand.offset());
        if (operand instanceof Operand.Nested nested) {
            return evaluate(nested.pipeline(), dot);
        }
        if (operand instanceof Operand.Called called) {
            return calls.function(called.function(), called, called.offset(), NO_ARGUMENTS, Absent.ARGUMENT, dot);
        }
        return takesArguments(operand) ? chain(operand, dot, NO_ARGUMENTS, Absent.ARGUMENT) : simple(operand, dot);
    }

    /** Fields of dot, of a variable or of what stands in parentheses; arguments are for the last. */
    private @Nullable Object chain(
            Operand operand, @Nullable Object dot, List<Operand> operands, @Nullable Object piped)
            throws TemplateException {
        if (operand instanceof Operand.Field field) {
            return chain(operand, dot, field.names(), operands, piped, dot);
        }
        if (operand instanceof Operand.Variable variable) {
            return chain(operand, value(variable), variable.names(), operands, piped, dot);
        }
        Operand.Chain chain = (Operand.Chain) operand;
        if (chain.of() instanceof Operand.Nil) {
            throw execution.failure("indirection through explicit nil in " + chain);
        }
        return chain(operand, argument(chain.of(), dot), chain.names(), operands, piped, dot);
    }

    private @Nullable Object chain(
            Operand operand,
            @Nullable Object start,
            List<String> names,
            List<Operand> operands,
            @Nullable Object piped,
            @Nullable Object dot)
            throws TemplateException {
        Object value = start;
        int last = names.size() - 1;
        for (int i = 0; i < last; i++) {
            value = calls.field(value, names.get(i), operand, NO_ARGUMENTS, Absent.ARGUMENT, dot);
        }
        return calls.field(value, names.get(last), operand, operands, piped, dot);
    }
}
