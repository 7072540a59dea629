/**
 * Opsgenie, by its Alert API. Entry point: {@link tocsin.notifiers.opsgenie.OpsgenieKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.opsgenie;

import org.jspecify.annotations.NullMarked;
