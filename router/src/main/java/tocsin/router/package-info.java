/**
 * Routes alerts: from what is posted and what rules say to notifications.
 *
 * <p>Entry point: {@link Router}. Owned by one routing context; not thread-safe. May depend on: {@code model},
 * {@code config}, {@code state}. Used by: {@code server}.
 */
@NullMarked
package tocsin.router;

import org.jspecify.annotations.NullMarked;
