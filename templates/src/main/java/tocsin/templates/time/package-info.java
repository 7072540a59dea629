/**
 * Go's times and durations as values of templates: their methods, printed forms and layouts.
 *
 * <p>Entry points: {@link tocsin.templates.time.TimeValue} and {@link tocsin.templates.time.DurationValue}. Knows values.
 */
@NullMarked
package tocsin.templates.time;

import org.jspecify.annotations.NullMarked;
