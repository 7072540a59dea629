/**
 * Executes trees with data, within bounds.
 *
 * <p>Entry point: {@link tocsin.templates.exec.Executor}. Knows syntax, values, formats and the built-in functions.
 */
@NullMarked
package tocsin.templates.exec;

import org.jspecify.annotations.NullMarked;
