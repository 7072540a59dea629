/**
 * The snapshot files of an Alertmanager, {@code silences} and {@code nflog}, for those who migrate.
 *
 * <p>Entry point: {@link Snapshot#read}. Reads only; the form is in section 9.1 of the routing specification. May depend on:
 * {@code model}, {@code delivery}, {@code router.silence}, {@code router.notificationlog}. Used by: {@code server.statefile}.
 */
@NullMarked
package tocsin.server.alertmanager;

import org.jspecify.annotations.NullMarked;
