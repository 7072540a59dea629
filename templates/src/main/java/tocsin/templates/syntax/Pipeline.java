package tocsin.templates.syntax;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands, each of which gets the result of the one before as its last argument; the last result goes into the variables.
 *
 * @param variables declared or assigned; none, one, or two in a {@code range}
 * @param assigns {@code =} rather than {@code :=}
 * @param commands at least one
 */
public record Pipeline(int offset, List<Variable> variables, boolean assigns, List<Command> commands) {
    public Pipeline {
        variables = List.copyOf(variables);
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs a command");
        }
    }

    @Override
    public String toString() {
        String text = commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        return variables.isEmpty()
                ? text
                : variables.stream().map(Variable::name).collect(Collectors.joining(", "))
                        + (assigns ? " = " : " := ")
                        + text;
    }

    /**
     * @param name with its dollar sign
     * @param slot in the frame; {@link Operand.Variable#UNDEFINED} for an assignment to what nobody declared, which fails
     *     when it is executed
     */
    public record Variable(String name, int slot) {}

    /** @param operands the first is what is called or printed; at least one */
    public record Command(int offset, List<Operand> operands) {
        public Command {
            operands = List.copyOf(operands);
            if (operands.isEmpty()) {
                throw new IllegalArgumentException("a command needs an operand");
            }
        }

        @Override
        public String toString() {
            return operands.stream()
                    .map(operand -> operand instanceof Operand.Nested ? "(" + operand + ")" : operand.toString())
                    .collect(Collectors.joining(" "));
        }
    }
}
