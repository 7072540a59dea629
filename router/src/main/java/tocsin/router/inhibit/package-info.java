/**
 * Inhibition: alerts that fire mute others that are their consequence.
 *
 * <p>Entry point: {@link Inhibitor}. Owned by the routing context; not thread-safe. May depend on: {@code model},
 * {@code router.matcher}, {@code router.group}, {@code router.pipeline}. Used by: {@code router.config}, the router.
 */
@NullMarked
package tocsin.router.inhibit;

import org.jspecify.annotations.NullMarked;
