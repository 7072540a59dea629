/**
 * Expands the labels and annotations of alerting rules: parsed once per rule, executed for every sample, with the queries
 * that templates ask for.
 *
 * <p>Entry point: {@link tocsin.evaluator.template.TextExpander}. Never blocks: a text whose query has no answer yet is
 * executed again when it is there. Everything of a rule is confined to the context of its group. May depend on: {@code
 * model}, {@code rules}, {@code templates}, {@code evaluator.query}. Used by: {@code evaluator.alerting}, {@code
 * evaluator.group}, {@code server}.
 */
@NullMarked
package tocsin.evaluator.template;

import org.jspecify.annotations.NullMarked;
