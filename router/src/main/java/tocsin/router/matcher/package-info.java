/**
 * Matcher text: the UTF-8 grammar, the classic grammar, and which of them decides. And many matchers at once: which of
 * them match an alert.
 *
 * <p>Entry points: {@link tocsin.router.matcher.MatcherParser}, pure, any thread; {@link tocsin.router.matcher.MatcherIndex},
 * one thread at a time. May depend on: {@code model}. Used by: {@code router.config}, routes, inhibition, silences and the
 * API's filters.
 */
@NullMarked
package tocsin.router.matcher;

import org.jspecify.annotations.NullMarked;
