/**
 * Opsgenie, by its Alert API. Entry points: {@link tocsin.notifiers.opsgenie.OpsgenieKind} reads the configuration, {@link
 * tocsin.notifiers.opsgenie.OpsgenieNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.opsgenie;

import org.jspecify.annotations.NullMarked;
