/**
 * HTML mode: judges in which context of a page each action stands and appends what escapes for it.
 *
 * <p>Entry point: {@link tocsin.templates.html.ContextualEscaper}. Knows syntax, values and formats.
 */
@NullMarked
package tocsin.templates.html;

import org.jspecify.annotations.NullMarked;
