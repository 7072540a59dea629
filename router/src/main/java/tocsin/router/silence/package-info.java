/**
 * Silences: who muted which alerts, from when to when, and why.
 *
 * <p>Entry point: {@link Silences}. Owned by the routing context; not thread-safe. May depend on: {@code model},
 * {@code state}, {@code router.matcher}, {@code router.journal}, {@code router.group}, {@code router.pipeline}. Used by:
 * the router.
 */
@NullMarked
package tocsin.router.silence;

import org.jspecify.annotations.NullMarked;
