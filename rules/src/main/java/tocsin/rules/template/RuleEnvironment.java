package tocsin.rules.template;

import java.time.Instant;
import java.util.List;
import tocsin.templates.time.Now;
import tocsin.templates.value.FunctionFailure;

/** What the functions of a rule's templates know besides their arguments. */
public interface RuleEnvironment extends Now {
    /** The slot that is evaluated, whatever the wall clock says. */
    @Override
    Instant now();

    /** Where a person opens the data source: without user, password and a slash at its end. */
    String externalUrl();

    /**
     * The answer to an instant query at {@link #now}, in the order of the data source. Never blocks: leaves by an {@link
     * tocsin.templates.value.Interruption} when there is no answer yet.
     *
     * @throws FunctionFailure when there will be none
     */
    List<QuerySample> query(String expression) throws FunctionFailure;
}
