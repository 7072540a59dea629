package tocsin.templates.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.exec.Statements.Flow;
import tocsin.templates.syntax.Pipeline;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Strings;
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
        Flow flow = Flow.NEXT;
        int size = list.size();
        for (int i = 0; i < size && flow != Flow.BREAK; i++) {
            Object element = turn(range, (long) i, list.get(i));
            flow = statements.walk(range.body(), element);
        }
        return size > 0;
    }

    private boolean overMap(Statement.Range range, MapValue map) throws TemplateException {
        if (map.size() == 0) {
            return false;
        }
        Strings keys = new Strings(map.keys());
        execution.countMade(keys);
        int mark = execution.hold(keys);
        Flow flow = Flow.NEXT;
        for (int i = 0; i < keys.size() && flow != Flow.BREAK; i++) {
            String key = keys.items().get(i);
            Object element = turn(range, key, map.get(key));
            flow = statements.walk(range.body(), element);
        }
        execution.release(mark);
        return true;
    }

    private boolean overIntegers(Statement.Range range, Type type, long count) throws TemplateException {
        if (range.pipeline().variables().size() > 1) {
            throw execution.failure("can't use %s to iterate over more than one variable"
                    .formatted(Execution.shown(Constants.integer(type, count))));
        }
        Flow flow = Flow.NEXT;
        boolean endless = type.kind() == Kind.UINT && count < 0;
        for (long i = 0; (i < count || endless) && flow != Flow.BREAK; i++) {
            Object element = turn(range, null, Constants.integer(type, i));
            flow = statements.walk(range.body(), element);
        }
        return count > 0 || endless;
    }

    /** Sets the variables of one turn, and says what is dot in it. */
    private Object turn(Statement.Range range, @Nullable Object key, @Nullable Object value) throws TemplateException {
        execution.step();
        Object element = value == null ? Absent.ELEMENT : value;
        List<Pipeline.Variable> variables = range.pipeline().variables();
        int count = variables.size();
        if (count > 0) {
            execution.assign(variables.get(count - 1).slot(), element);
        }
        if (count > 1) {
            execution.assign(variables.get(0).slot(), key);
        }
        return element;
    }
}
