/**
 * The life of the alerts of one alerting rule: label sets, pending, firing, resolved, and what has to be sent.
 *
 * <p>Entry point: {@link tocsin.evaluator.alerting.ActiveAlerts}, an immutable value; {@link
 * tocsin.evaluator.alerting.Occurrences} makes its input out of samples. Pure: no clock, no I/O. May depend on: {@code
 * model}, {@code rules}, {@code evaluator.query}, {@code evaluator.template}. Used by: {@code evaluator.group}.
 */
@NullMarked
package tocsin.evaluator.alerting;

import org.jspecify.annotations.NullMarked;
