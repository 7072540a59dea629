/**
 * Rule files: what a rule is, and how files become a {@link tocsin.rules.RuleSet} or all of their problems. Knows no data
 * source.
 *
 * <p>Entry points: {@link tocsin.rules.RuleFiles} for paths and globs, {@link tocsin.rules.RuleFileReader} for one text.
 * May depend on: {@code model}, {@code config}, {@code rules.template}. Used by: {@code evaluator}, {@code server}.
 */
@NullMarked
package tocsin.rules;

import org.jspecify.annotations.NullMarked;
