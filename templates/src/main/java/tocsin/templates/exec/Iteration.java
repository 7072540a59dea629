package tocsin.templates.exec;

import org.jspecify.annotations.Nullable;
import tocsin.templates.exec.Statements.Flow;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Type;

/** Runs the body of a {@code range} for every element of what it goes over. */
final class Iteration {
    private final Execution execution;
    private final Statements statements;

    Iteration(Execution execution, Statements statements) {
        this.execution = execution;
        this.statements = statements;
    }

    /** @return false when there was no element */
    boolean run(Statement.Range range, @Nullable Object over) throws TemplateException {
        if (over == null) {
            return false;
        }
        if (over instanceof ListValue list) {
            return overList(range, list);
        }
        if (over instanceof MapValue map) {
            return overMap(range, map);
        }
        if (over instanceof Long count) {
            return overIntegers(range, Type.INT, count);
        }
        if (over instanceof IntValue count) {
            return overIntegers(range, count.type(), count.value());
        }
        throw execution.failure("range can't iterate over " + Execution.shown(over));
    }

    private boolean overList(Statement.Range range, ListValue list) throws TemplateException {
        boolean counts = range.pipeline().variables().size() > 1;
        int size = list.size();
        for (int i = 0; i < size; i++) {
            if (!goesOn(range, counts ? (Long) (long) i : null, list.get(i))) {
                break;
            }
        }
        return size > 0;
    }

    private boolean overMap(Statement.Range range, MapValue map) throws TemplateException {
        if (map.size() == 0) {
            return false;
        }
        for (String key : map.keys()) {
            if (!goesOn(range, key, map.get(key))) {
                break;
            }
        }
        return true;
    }

    private boolean overIntegers(Statement.Range range, Type type, long count) throws TemplateException {
        if (range.pipeline().variables().size() > 1) {
            throw execution.failure("can't use %s to iterate over more than one variable"
                    .formatted(Execution.shown(Constants.integer(type, count))));
        }
        boolean endless = type.kind() == Kind.UINT && count < 0;
        for (long i = 0; i < count || endless; i++) {
            if (!goesOn(range, null, Constants.integer(type, i))) {
                break;
            }
        }
        return count > 0 || endless;
    }

    /** One turn; false when it ends the loop. */
    private boolean goesOn(Statement.Range range, @Nullable Object key, @Nullable Object value)
            throws TemplateException {
        Object element = value == null ? Absent.ELEMENT : value;
        Pipeline pipeline = range.pipeline();
        int count = pipeline.variables().size();
        if (count > 0) {
            execution.assign(pipeline.variables().get(count - 1).slot(), element);
        }
        if (count > 1) {
            execution.assign(pipeline.variables().get(0).slot(), key);
        }
        execution.step();
        return statements.walk(range.body(), element) != Flow.BREAK;
    }
}
