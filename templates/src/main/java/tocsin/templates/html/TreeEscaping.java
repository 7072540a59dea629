package tocsin.templates.html;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.html.Context.State;
import tocsin.templates.syntax.GoStrings;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.Function;

/** Escapes the statements of one tree, from one place on. */
final class TreeEscaping {
    /** @param end where the page goes on behind the statements */
    record Escaped(Context end, List<Statement> body) {}

    /** Leaves an iteration. */
    private record Exit(Statement statement, Context place) {}

    private static final int SHOWN = 60;

    private final EscapedTrees trees;
    private final Tree tree;
    /** Of each range around a statement, innermost first. */
    private final Deque<List<Exit>> loops = new ArrayDeque<>();

    TreeEscaping(EscapedTrees trees, Tree tree) {
        this.trees = trees;
        this.tree = tree;
    }

    Escaped from(Context start) throws TemplateException {
        return list(start, tree.body(), 0);
    }

    private Escaped list(Context start, List<Statement> statements, int offset) throws TemplateException {
        if (!trees.enter()) {
            throw failure(offset, "templates and control structures are nested too deeply");
        }
        List<Statement> body = new ArrayList<>(statements.size());
        Context place = start;
        for (Statement statement : statements) {
            if (place.state() == State.DEAD) {
                break;
            }
            spend(statement, 1);
            place = escape(place, statement, body);
        }
        trees.leave();
        return new Escaped(place, body);
    }

    private Context escape(Context place, Statement statement, List<Statement> body) throws TemplateException {
        if (statement instanceof Statement.Text text) {
            return text(place, text, body);
        }
        if (statement instanceof Statement.Action action) {
            return action(place, action, body);
        }
        if (statement instanceof Statement.Invocation call) {
            return invocation(place, call, body);
        }
        if (statement instanceof Statement.If branch) {
            return branch(place, branch, body);
        }
        if (statement instanceof Statement.With branch) {
            return branch(place, branch, body);
        }
        if (statement instanceof Statement.Range range) {
            return range(place, range, body);
        }
        return exit(place, statement, body);
    }

    private Context text(Context place, Statement.Text text, List<Statement> body) throws TemplateException {
        spend(text, text.text().length());
        PageText page = new PageText(text.text(), place);
        try {
            String rewritten = page.rewritten();
            body.add(new Statement.Text(text.offset(), rewritten));
        } catch (MarkupFailure failure) {
            throw failure(text.offset() + failure.index(), String.valueOf(failure.getMessage()));
        }
        return page.end();
    }

    private Context action(Context place, Statement.Action action, List<Statement> body) throws TemplateException {
        if (!action.pipeline().variables().isEmpty()) {
            body.add(action);
            return place;
        }
        Context judged = judged(place);
        checkPredefined(judged, action);
        check(judged, action);
        Pipeline escaped = EscapedPipeline.of(action.pipeline(), Places.escapers(judged));
        body.add(new Statement.Action(action.offset(), escaped));
        return judged;
    }

    /** The place of an action's value. */
    private static Context judged(Context place) {
        return place.state() == State.ATTRIBUTE_NAME
                ? place.with(State.ATTRIBUTE_NAME, place.attribute().continued())
                : place.nudged();
    }

    /** Such a function may only come last, where the one for the place can replace it. */
    private void checkPredefined(Context place, Statement.Action action) throws TemplateException {
        List<Pipeline.Command> commands = action.pipeline().commands();
        for (int i = 0; i < commands.size(); i++) {
            Function predefined = EscapedPipeline.predefined(commands.get(i));
            if (predefined != null && (i < commands.size() - 1 || isTooWeak(predefined, place))) {
                throw failure(
                        action.offset(),
                        "predefined escaper %s disallowed in template".formatted(GoStrings.quote(predefined.name())));
            }
        }
    }

    private static boolean isTooWeak(Function predefined, Context place) {
        return predefined.name().equals("html")
                && place.state() == State.ATTRIBUTE
                && place.delimiter() == Context.Delimiter.SPACE;
    }

    private void check(Context place, Statement.Action action) throws TemplateException {
        String refusal = refusal(place);
        if (refusal != null) {
            throw failure(action.offset(), shown(action) + refusal);
        }
    }

    /** Why no value may stand there, and what to do instead. */
    private static @Nullable String refusal(Context place) {
        if (place.urlPart() == Context.UrlPart.UNKNOWN) {
            return " appears in an ambiguous context within a URL: branches before it differ in whether they contain ? or"
                    + " #; close the URL in each branch";
        }
        if (place.state().isScript()) {
            return " is inside " + place + ": values cannot be written into scripts; write it into the page's text or a"
                    + " data- attribute";
        }
        return place.state() == State.UNJUDGED
                ? " is a value whose attribute name is put together from pieces; write the whole name"
                : null;
    }

    private Context invocation(Context place, Statement.Invocation call, List<Statement> body)
            throws TemplateException {
        if (!trees.contains(call.name())) {
            throw failure(call.offset(), "no such template " + GoStrings.quote(call.name()));
        }
        Context end = trees.end(call.name(), place);
        String name = trees.nameOf(call.name(), place);
        body.add(new Statement.Invocation(call.offset(), name, call.pipeline()));
        return end;
    }

    private Context branch(Context place, Statement.If branch, List<Statement> body) throws TemplateException {
        Escaped then = list(place, branch.then(), branch.offset());
        Escaped otherwise = list(place, branch.otherwise(), branch.offset());
        body.add(new Statement.If(branch.offset(), branch.pipeline(), then.body(), otherwise.body()));
        return join(then.end(), otherwise.end(), branch, "if", "");
    }

    private Context branch(Context place, Statement.With branch, List<Statement> body) throws TemplateException {
        Escaped then = list(place, branch.then(), branch.offset());
        Escaped otherwise = list(place, branch.otherwise(), branch.offset());
        body.add(new Statement.With(branch.offset(), branch.pipeline(), then.body(), otherwise.body()));
        return join(then.end(), otherwise.end(), branch, "with", "");
    }

    /** An iteration must be able to follow the one before: it is escaped for the first, and judged behind it, too. */
    private Context range(Context place, Statement.Range range, List<Statement> body) throws TemplateException {
        Escaped first = iteration(place, range);
        Context end = first.end();
        if (!end.equals(place)) {
            Context again = iteration(end, range).end();
            end = join(end, again, range, "range", "on range loop re-entry: ");
        }
        Escaped otherwise = list(place, range.otherwise(), range.offset());
        body.add(new Statement.Range(range.offset(), range.pipeline(), first.body(), otherwise.body()));
        return join(end, otherwise.end(), range, "range", "");
    }

    private Escaped iteration(Context place, Statement.Range range) throws TemplateException {
        loops.push(new ArrayList<>());
        Escaped escaped = list(place, range.body(), range.offset());
        Context end = escaped.end();
        for (Exit exit : loops.pop()) {
            String kind = exit.statement() instanceof Statement.Break ? "break" : "continue";
            end = join(end, exit.place(), exit.statement(), "range", "at range loop " + kind + ": ");
        }
        return new Escaped(end, escaped.body());
    }

    private Context exit(Context place, Statement statement, List<Statement> body) {
        body.add(statement);
        List<Exit> exits = loops.peek();
        if (exits != null) {
            exits.add(new Exit(statement, place));
        }
        return Context.DEAD;
    }

    private Context join(Context left, Context right, Statement at, String action, String when)
            throws TemplateException {
        Context joined = Joining.join(left, right);
        if (joined == null) {
            throw failure(
                    at.offset(),
                    "%s{{%s}} branches end in different contexts: %s, %s".formatted(when, action, left, right));
        }
        return joined;
    }

    private void spend(Statement statement, int work) throws TemplateException {
        if (!trees.spend(work)) {
            throw failure(statement.offset(), "the templates of this page are too many to judge");
        }
    }

    private static String shown(Statement statement) {
        String source = statement.toString();
        return source.length() <= SHOWN ? source : source.substring(0, SHOWN) + "…";
    }

    /** @param offset in the tree's source */
    TemplateException failure(int offset, String reason) {
        int known = Math.min(offset, tree.source().text().length());
        return new TemplateException(
                tree.source().name(), tree.source().line(known), tree.source().column(known), where(), reason);
    }

    private @Nullable String where() {
        boolean defined = !tree.name().equals(tree.source().name());
        return defined ? "escaping " + GoStrings.quote(tree.name()) : null;
    }
}
