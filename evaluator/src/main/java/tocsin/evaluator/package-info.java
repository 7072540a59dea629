/**
 * The evaluator: runs rules against a data source and says which alerts are pending, firing and resolved.
 *
 * <p>Entry point: {@link tocsin.evaluator.RuleEngine}. May depend on: {@code model}, {@code state}, {@code rules}, {@code
 * config}, {@code http}, {@code templates}. Used by: {@code server}. Knows nothing of routing.
 */
@NullMarked
package tocsin.evaluator;

import org.jspecify.annotations.NullMarked;
