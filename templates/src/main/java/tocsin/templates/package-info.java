/**
 * The dialect of Go's {@code text/template} and {@code html/template} that rules and notifications are written in: parse
 * once, execute many times. Knows the language only; what alerts are and what functions they need is handed in.
 *
 * <p>Entry point: {@link tocsin.templates.TemplateSet}. Immutable, any thread.
 */
@NullMarked
package tocsin.templates;

import org.jspecify.annotations.NullMarked;
