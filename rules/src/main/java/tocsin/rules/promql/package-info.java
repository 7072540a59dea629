/**
 * PromQL as Prometheus 3.14 reads it: syntax, types and the canonical form of expressions; nothing is evaluated.
 *
 * <p>Entry point: {@link tocsin.rules.promql.PromqlParser}. Pure; any thread. May depend on: {@code model}. Used by:
 * {@code rules}, {@code server}.
 */
@NullMarked
package tocsin.rules.promql;

import org.jspecify.annotations.NullMarked;
