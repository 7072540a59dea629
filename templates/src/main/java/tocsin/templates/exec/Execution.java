package tocsin.templates.exec;

import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printing;
import tocsin.templates.syntax.GoStrings;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.TypedString;

/**
 * What one execution has reached: the tree and its variables, the place for errors, and how much of the limits is used.
 *
 * <p>The place is the node that was looked at last, as in Go, whose messages people search for.
 */
final class Execution implements Call {
    private static final int STEPS_BETWEEN_TIMES = 1024;
    /** Characters or elements that a function works on at the price of one step. */
    private static final int SIZE_OF_STEP = 256;

    /** Characters of a value, and of a reason, that a message shows: functions may quote texts of any length. */
    private static final int SHOWN_VALUE = 200;

    private static final int SHOWN_REASON = 2000;

    private final Object environment;
    private final TemplateLimits limits;
    private final long started;
    private final long madeLimit;

    private Tree tree;
    private @Nullable Object[] variables;
    private int depth;

    private Object node;
    private int offset;

    private long steps;
    private long nextCheck;
    private long made;

    Execution(Tree start, Object environment, TemplateLimits limits) {
        this.environment = environment;
        this.limits = limits;
        this.started = limits.nanoTime().getAsLong();
        this.madeLimit = 8L * limits.output() + 1_000_000;
        this.tree = start;
        this.variables = new Object[start.frameSize()];
        this.node = start;
        this.nextCheck = Math.min(STEPS_BETWEEN_TIMES, limits.steps() + 1);
    }

    @Override
    public <E> E environment(Class<E> type) {
        return type.cast(environment);
    }

    @Override
    public BoundedText newText() {
        return new BoundedText(limits.output());
    }

    Tree tree() {
        return tree;
    }

    @Nullable
    Object variable(int slot) {
        return variables[slot];
    }

    void assign(int slot, @Nullable Object value) {
        variables[slot] = value;
    }

    @Nullable
    Object[] variables() {
        return variables;
    }

    /** Goes down into a called template, whose dot is its {@code $}. */
    void enter(Tree called, @Nullable Object dot) throws TemplateException {
        if (depth == limits.depth()) {
            throw beyondLimit("exceeded maximum template depth (" + depth + ")");
        }
        depth++;
        tree = called;
        variables = new Object[called.frameSize()];
        variables[0] = dot;
    }

    /** Comes back to the caller, whose variables are as they were. */
    void leave(Tree caller, @Nullable Object[] callersVariables) {
        depth--;
        tree = caller;
        variables = callersVariables;
    }

    /** Errors from here on are about this node. */
    void at(Object newNode, int newOffset) {
        node = newNode;
        offset = newOffset;
    }

    void step() throws TemplateException {
        steps++;
        if (steps >= nextCheck) {
            check();
        }
    }

    /** Counts what a function gets: large values are the work of many steps. */
    void countGiven(@Nullable Object[] arguments) throws TemplateException {
        for (Object argument : arguments) {
            steps += size(argument) / SIZE_OF_STEP;
        }
        step();
    }

    /** Counts what a function made, which may stay in memory for as long as the execution runs. */
    void countMade(@Nullable Object value) throws TemplateException {
        int size = size(value);
        made += size;
        if (size > limits.output() && !(value instanceof ListValue || value instanceof MapValue)) {
            throw beyondLimit("a text is longer than %d characters".formatted(limits.output()));
        }
        if (made > madeLimit) {
            throw beyondLimit("texts and lists on the way are larger than %d characters".formatted(madeLimit));
        }
    }

    private static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof ListValue list) {
            return list.size();
        }
        if (value instanceof MapValue map) {
            return map.size();
        }
        return value instanceof TypedString typed ? typed.text().length() : 0;
    }

    private void check() throws TemplateException {
        if (steps > limits.steps()) {
            throw beyondLimit("took more than %d steps".formatted(limits.steps()));
        }
        if (limits.nanoTime().getAsLong() - started > limits.time().toNanos()) {
            throw beyondLimit("took longer than %d ms".formatted(limits.time().toMillis()));
        }
        nextCheck = Math.min(steps + STEPS_BETWEEN_TIMES, limits.steps() + 1);
    }

    /** An error at the node that was looked at last. */
    TemplateException failure(String reason) {
        String shown = reason.length() > SHOWN_REASON ? reason.substring(0, SHOWN_REASON) + "…" : reason;
        return failure(executing() + " at <" + node + ">", shown);
    }

    /** An error that says where, but not of which node: it is not that node's fault. */
    TemplateException beyondLimit(String reason) {
        return failure(executing(), reason);
    }

    private TemplateException failure(String at, String reason) {
        return new TemplateException(
                tree.source().name(), tree.source().line(offset), tree.source().column(offset), at, reason);
    }

    private String executing() {
        return "executing " + GoStrings.quote(tree.name());
    }

    /** The beginning of a value as it prints, for messages. */
    static String shown(@Nullable Object value) {
        BoundedText text = new BoundedText(SHOWN_VALUE);
        try {
            Printing.printAction(text, value);
            return text.toString();
        } catch (TextTooLong tooLong) {
            return text + "…";
        }
    }
}
