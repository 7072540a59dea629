package tocsin.templates;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.Tree;

/** Finds the calls, taken or not, that lead to no template. */
final class UndefinedCalls {
    private final Map<String, Tree> trees;
    private final Set<String> undefined = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Tree> waiting = new ArrayDeque<>();

    private UndefinedCalls(Map<String, Tree> trees) {
        this.trees = trees;
    }

    static Set<String> from(Tree start, Map<String, Tree> trees) {
        UndefinedCalls calls = new UndefinedCalls(trees);
        calls.waiting.add(start);
        while (!calls.waiting.isEmpty()) {
            calls.in(calls.waiting.remove().body());
        }
        return calls.undefined;
    }

    private void in(List<Statement> statements) {
        statements.forEach(this::in);
    }

    private void in(Statement statement) {
        if (statement instanceof Statement.Invocation call) {
            to(call.name());
        } else if (statement instanceof Statement.If choice) {
            in(choice.then());
            in(choice.otherwise());
        } else if (statement instanceof Statement.With with) {
            in(with.then());
            in(with.otherwise());
        } else if (statement instanceof Statement.Range range) {
            in(range.body());
            in(range.otherwise());
        }
    }

    private void to(String name) {
        if (!seen.add(name)) {
            return;
        }
        Tree called = trees.get(name);
        if (called == null) {
            undefined.add(name);
        } else {
            waiting.add(called);
        }
    }
}
