package tocsin.templates.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.Pipeline.Command;
import tocsin.templates.value.Function;

/** Appends escapers to pipelines; {@code html} and {@code urlquery} at the end take the place of theirs. */
final class EscapedPipeline {
    private EscapedPipeline() {}

    static Pipeline of(Pipeline pipeline, List<Escaper> escapers) {
        if (escapers.isEmpty()) {
            return pipeline;
        }
        List<Command> commands = new ArrayList<>(pipeline.commands());
        Function own = predefined(commands.get(commands.size() - 1));
        if (own != null) {
            separateArguments(commands, own);
        }
        List<Function> functions = functions(escapers, own);
        if (functions.contains(own)) {
            commands.remove(commands.size() - 1);
        }
        for (Function function : functions) {
            commands.add(calling(function, pipeline.offset()));
        }
        return new Pipeline(pipeline.offset(), pipeline.variables(), pipeline.assigns(), commands);
    }

    /** The function {@code html} or {@code urlquery} that the command calls, null when it calls none of them. */
    static @Nullable Function predefined(Command command) {
        boolean calls = command.operands().get(0) instanceof Operand.Called called
                && (called.function().name().equals("html")
                        || called.function().name().equals("urlquery"));
        return calls ? ((Operand.Called) command.operands().get(0)).function() : null;
    }

    /** {@code html .A .B} becomes what prints both, and {@code html}. */
    private static void separateArguments(List<Command> commands, Function own) {
        int last = commands.size() - 1;
        Command command = commands.get(last);
        if (command.operands().size() == 1) {
            return;
        }
        List<Operand> operands = new ArrayList<>(command.operands());
        operands.set(0, new Operand.Called(operands.get(0).offset(), Escaper.PRINT));
        commands.set(last, new Command(command.offset(), operands));
        commands.add(calling(own, command.offset()));
    }

    private static List<Function> functions(List<Escaper> escapers, @Nullable Function own) {
        List<Function> functions = new ArrayList<>();
        for (Escaper escaper : escapers) {
            if (own != null && own.name().equals(escaper.predefined())) {
                functions.add(own);
            } else if (!escaper.equals(Escaper.ATTRIBUTE) || !areQuotable(functions)) {
                functions.add(escaper.function());
            }
        }
        return functions;
    }

    /** Whether what they write can stand in quotes as it is. */
    private static boolean areQuotable(List<Function> functions) {
        return functions.contains(Escaper.COMMENT.function()) || functions.contains(Escaper.CSS_STRING.function());
    }

    private static Command calling(Function function, int offset) {
        return new Command(offset, List.of(new Operand.Called(offset, function)));
    }
}
