/**
 * Matcher text: the UTF-8 grammar, the classic grammar, and which of them decides.
 *
 * <p>Entry point: {@link tocsin.router.matcher.MatcherParser}. Pure; any thread. May depend on: {@code model}.
 * Used by: {@code router.config}, silences and the API's filters.
 */
@NullMarked
package tocsin.router.matcher;

import org.jspecify.annotations.NullMarked;
