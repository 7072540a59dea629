/**
 * Time intervals, and the gates that hold a route's notifications back outside of its active times and inside its mute times.
 *
 * <p>Entry points: {@link NamedTimeInterval}, {@link RouteTimes} (what holds a route back and until when),
 * {@link ActiveTimeGate}, {@link MuteTimeGate}. Pure; any thread. May depend on: {@code router.route}, {@code router.group},
 * {@code router.pipeline}. Used by: {@code router.config}, the router, {@code server}.
 */
@NullMarked
package tocsin.router.mute;

import org.jspecify.annotations.NullMarked;
