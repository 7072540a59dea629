/**
 * The router's way to the state store: writes that may wait are collected, writes that matter take them along.
 *
 * <p>Entry point: {@link StateJournal}. Owned by the routing context; not thread-safe. May depend on: {@code model},
 * {@code state}. Used by: every feature of the router that keeps state.
 */
@NullMarked
package tocsin.router.journal;

import org.jspecify.annotations.NullMarked;
