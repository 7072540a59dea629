/**
 * Go's print family, character for character.
 *
 * <p>Entry points: {@link tocsin.templates.format.Printing} and {@link tocsin.templates.format.Printf}. Knows values.
 */
@NullMarked
package tocsin.templates.format;

import org.jspecify.annotations.NullMarked;
