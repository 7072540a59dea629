/**
 * Functions that know nothing of alerts: Go's built-ins, and those that both template environments share.
 *
 * <p>Entry points: {@link tocsin.templates.function.Builtins} and one class for each family. Knows values, formats, times.
 */
@NullMarked
package tocsin.templates.function;

import org.jspecify.annotations.NullMarked;
