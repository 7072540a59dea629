/**
 * Aggregation groups: which alerts are notified together, and when.
 *
 * <p>Entry point: {@link Dispatcher}. Owned by the routing context; not thread-safe. May depend on: {@code model},
 * {@code state}, {@code router.route}, {@code router.ingest}, {@code router.journal}. Used by: {@code router.pipeline},
 * {@code router.notificationlog}, the router.
 */
@NullMarked
package tocsin.router.group;

import org.jspecify.annotations.NullMarked;
