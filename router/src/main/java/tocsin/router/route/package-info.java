/**
 * The routing tree: which groups an alert belongs to.
 *
 * <p>Entry point: {@link tocsin.router.route.RouteTree}. Values, but for what {@code match} remembers: one thread at a time.
 * May depend on: {@code model}, {@code router.matcher}. Used by: {@code router.config}, {@code router.group}, the router.
 */
@NullMarked
package tocsin.router.route;

import org.jspecify.annotations.NullMarked;
