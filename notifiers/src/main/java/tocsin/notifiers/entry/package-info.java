/**
 * What the entries of many {@code <kind>_configs} have in common: texts that are templates, secrets that may stand in a
 * file, {@code http_config}, and what an entry inherits from {@code global}.
 *
 * <p>Entry points: {@link tocsin.notifiers.entry.Entry} for the kinds, {@link tocsin.notifiers.entry.FieldText} for their
 * configurations. Pure: opens no file. May depend on: {@code model}, {@code config}, {@code http}, {@code notifiers},
 * {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.entry;

import org.jspecify.annotations.NullMarked;
