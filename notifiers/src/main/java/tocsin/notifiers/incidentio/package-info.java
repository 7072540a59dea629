/**
 * incident.io, by its alert source for Alertmanager. Entry point: {@link tocsin.notifiers.incidentio.IncidentioKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.incidentio;

import org.jspecify.annotations.NullMarked;
