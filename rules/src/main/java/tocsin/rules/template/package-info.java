/**
 * The environment in which labels and annotations of alerting rules are expanded: variables, functions and data of
 * Prometheus' and vmalert's dialects.
 *
 * <p>Entry point: {@link tocsin.rules.template.RuleTemplates}. Pure and immutable, but for what an execution hands out; any
 * thread. May depend on: {@code model}, {@code templates}. Used by: {@code rules}, {@code evaluator}, {@code server}.
 */
@NullMarked
package tocsin.rules.template;

import org.jspecify.annotations.NullMarked;
