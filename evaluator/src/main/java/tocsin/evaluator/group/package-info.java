/**
 * Rule groups at their slots: one writer per group evaluates its rules one after another, keeps their alerts, sends and
 * writes down what changed.
 *
 * <p>Entry point: {@link tocsin.evaluator.group.RuleGroupRunner}. Everything of a group runs on the context behind the
 * scheduler that it was given; only {@link tocsin.evaluator.group.RuleGroupRunner#snapshot()} is for any thread. May depend
 * on: {@code model}, {@code state}, {@code rules}, {@code evaluator.query}, {@code evaluator.alerting}, {@code
 * evaluator.recording}, {@code evaluator.send}, {@code evaluator.template}. Used by: {@code evaluator}.
 */
@NullMarked
package tocsin.evaluator.group;

import org.jspecify.annotations.NullMarked;
