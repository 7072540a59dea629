/**
 * Rule files: what a rule is, and how a file becomes a {@link tocsin.rules.RuleSet} or a list of problems. Knows no data
 * source. May depend on: {@code model}, {@code config}. Used by: {@code evaluator}, {@code server}.
 */
@NullMarked
package tocsin.rules;

import org.jspecify.annotations.NullMarked;
