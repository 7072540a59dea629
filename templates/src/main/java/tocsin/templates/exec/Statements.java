package tocsin.templates.exec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printing;
import tocsin.templates.function.Truth;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.GoQuoting;

/** Walks statements and writes what they print. */
final class Statements {
    private final Execution execution;
    private final Map<String, Tree> trees;
    private final BoundedText out;
    private final Pipelines pipelines;
    private final Iteration iteration;

    /** How a statement ended: where the walk goes on. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    Statements(Execution execution, Map<String, Tree> trees, BoundedText out) {
        this.execution = execution;
        this.trees = trees;
        this.out = out;
        this.pipelines = new Pipelines(execution);
        this.iteration = new Iteration(execution, this);
    }

    void run(@Nullable Object data) throws TemplateException {
        execution.assign(0, data);
        walk(execution.tree().body(), data);
    }

    /** One frame for each level of nesting, as deep recursion has to fit small stacks. */
    Flow walk(List<Statement> statements, @Nullable Object dot) throws TemplateException {
        Flow flow = Flow.NEXT;
        int mark = execution.enter(dot);
        for (int i = 0; i < statements.size() && flow == Flow.NEXT; i++) {
            Statement statement = statements.get(i);
            execution.at(statement, statement.offset());
            execution.step();
            if (statement instanceof Statement.Text text) {
                out.append(text.text());
            } else if (statement instanceof Statement.Action action) {
                act(action, dot);
            } else if (statement instanceof Statement.If branch) {
                boolean taken = Truth.of(pipelines.evaluate(branch.pipeline(), dot));
                flow = walk(taken ? branch.then() : branch.otherwise(), dot);
            } else if (statement instanceof Statement.With with) {
                Object value = pipelines.evaluate(with.pipeline(), dot);
                boolean taken = Truth.of(value);
                flow = walk(taken ? with.then() : with.otherwise(), taken ? value : dot);
            } else if (statement instanceof Statement.Range range) {
                flow = range(range, dot);
            } else if (statement instanceof Statement.Invocation invocation) {
                invoke(invocation, dot);
            } else {
                flow = statement instanceof Statement.Break ? Flow.BREAK : Flow.CONTINUE;
            }
        }
        execution.leave(mark);
        return flow;
    }

    private void act(Statement.Action action, @Nullable Object dot) throws TemplateException {
        Pipeline pipeline = action.pipeline();
        Object value = pipelines.evaluate(pipeline, dot);
        if (pipeline.variables().isEmpty()) {
            execution.at(action, action.offset());
            Printing.printAction(out, value);
        }
    }

    private Flow range(Statement.Range range, @Nullable Object dot) throws TemplateException {
        Object value = pipelines.evaluate(range.pipeline(), dot);
        int mark = execution.hold(value);
        boolean turned = iteration.run(range, value);
        execution.release(mark);
        if (turned) {
            return Flow.NEXT;
        }
        Flow flow = walk(range.otherwise(), dot);
        // The else part belongs to the loop around for `continue`, but as in Go `break` ends no more than this
        // statement.
        return flow == Flow.BREAK ? Flow.NEXT : flow;
    }

    private void invoke(Statement.Invocation invocation, @Nullable Object dot) throws TemplateException {
        Tree called = trees.get(invocation.name());
        if (called == null) {
            throw execution.failure("template %s not defined".formatted(GoQuoting.quote(invocation.name())));
        }
        Pipeline argument = invocation.pipeline();
        Object data = argument == null ? null : pipelines.evaluate(argument, dot);
        Tree caller = execution.tree();
        Object[] variables = execution.variables();
        int mark = execution.hold(variables);
        execution.enter(called, data);
        walk(called.body(), data);
        execution.leave(caller, variables);
        execution.release(mark);
    }
}
