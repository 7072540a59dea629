/**
 * What templates compute with: values of Go's kinds, their types, and functions over them.
 *
 * <p>Strings are Java strings; as a string of Go is bytes, see {@link tocsin.templates.value.Utf8}. Knows nothing of
 * syntax or execution. Immutable, any thread, unless said otherwise.
 */
@NullMarked
package tocsin.templates.value;

import org.jspecify.annotations.NullMarked;
