package tocsin.templates.exec;

import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printing;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.GoQuoting;
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
    /** Arguments of one call that cost as much as a step more. */
    private static final int ARGUMENTS_OF_STEP = 16;

    /** What an execution may keep: a text as long as the longest, of any characters, and some small values. */
    private static final long BYTES_OF_CHARACTER = 2;

    private static final long LEAST_MEMORY = 1 << 20;

    /** Values that a look at the memory passes at the price of one step. */
    private static final int LOOKED_AT_IN_STEP = 8;

    /** Control structures and templates within each other: see {@link TemplateLimits#defaults} what each takes of the stack. */
    private static final int MOST_LEVELS = 450;

    /** Characters of a value that a message shows. */
    private static final int SHOWN_VALUE = 200;

    private final Object environment;
    private final TemplateLimits limits;
    private final long started;
    private final Memory memory;

    private Tree tree;
    private @Nullable Object[] variables;
    private int depth;
    private int levels;

    private Object node;
    private int offset;

    private long steps;
    private long nextCheck;

    Execution(Tree start, Object environment, TemplateLimits limits) {
        this.environment = environment;
        this.limits = limits;
        this.started = limits.nanoTime().getAsLong();
        this.memory = new Memory(BYTES_OF_CHARACTER * limits.output() + LEAST_MEMORY);
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

    @Override
    public void spend(long more) {
        steps += more;
        if (steps >= nextCheck) {
            String reached = limitReached();
            if (reached != null) {
                throw new BeyondLimit(reached);
            }
        }
    }

    /**
     * Goes down to statements within others. Not left to a {@link StackOverflowError}: in the wrong moment that breaks a class
     * for as long as the process lives.
     *
     * @param dot of these statements
     * @return for {@link #leave(int)}
     */
    int enter(@Nullable Object dot) throws TemplateException {
        if (++levels > MOST_LEVELS) {
            throw beyondLimit("templates and control structures are nested too deeply");
        }
        return memory.hold(dot);
    }

    void leave(int mark) {
        levels--;
        memory.release(mark);
    }

    /** See {@link Memory#hold}. */
    int hold(@Nullable Object value) {
        return memory.hold(value);
    }

    void release(int mark) {
        memory.release(mark);
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

    /** Goes down into a called template, whose dot is its {@code $}. The caller's variables are to be held meanwhile. */
    void enter(Tree called, @Nullable Object dot) throws TemplateException {
        if (depth == limits.depth()) {
            throw beyondLimit("exceeded maximum template depth (" + depth + ")");
        }
        depth++;
        tree = called;
        variables = new Object[called.frameSize()];
        variables[0] = dot;
        countMade(variables);
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

    /** Counts what a function gets: large values are the work of many steps, and many values too. */
    void countGiven(@Nullable Object[] arguments) throws TemplateException {
        for (Object argument : arguments) {
            steps += size(argument) / SIZE_OF_STEP;
        }
        steps += arguments.length / ARGUMENTS_OF_STEP;
        step();
    }

    /** Counts what was made, which may stay in memory for as long as the execution runs. */
    void countMade(@Nullable Object value) throws TemplateException {
        int size = size(value);
        if (size > limits.output() && !(value instanceof ListValue || value instanceof MapValue)) {
            throw beyondLimit("a text is longer than %d characters".formatted(limits.output()));
        }
        steps += size / SIZE_OF_STEP;
        memory.made(value);
        if (memory.isFull()) {
            look(value);
        }
    }

    private void look(@Nullable Object newest) throws TemplateException {
        int seen = memory.look(newest, variables);
        if (seen < 0) {
            throw beyondLimit("texts and lists on the way take more than %d bytes".formatted(memory.limit()));
        }
        steps += seen / LOOKED_AT_IN_STEP;
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
        String reached = limitReached();
        if (reached != null) {
            throw beyondLimit(reached);
        }
    }

    /** Null when there is room. */
    private @Nullable String limitReached() {
        if (steps > limits.steps()) {
            return "took more than %d steps".formatted(limits.steps());
        }
        if (limits.nanoTime().getAsLong() - started > limits.time().toNanos()) {
            return "took longer than %d ms".formatted(limits.time().toMillis());
        }
        nextCheck = Math.min(steps + STEPS_BETWEEN_TIMES, limits.steps() + 1);
        return null;
    }

    /** An error at the node that was looked at last. */
    TemplateException failure(String reason) {
        return failure(executing() + " at <" + node + ">", reason);
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
        return "executing " + GoQuoting.quote(tree.name());
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
