/**
 * incident.io, by its alert source for Alertmanager. Entry points: {@link tocsin.notifiers.incidentio.IncidentioKind} reads the configuration, {@link
 * tocsin.notifiers.incidentio.IncidentioNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.incidentio;

import org.jspecify.annotations.NullMarked;
