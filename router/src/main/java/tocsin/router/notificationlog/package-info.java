/**
 * What each integration was told last about each group: the memory that keeps notifications from being repeated.
 *
 * <p>Entry point: {@link NotificationLog}. Owned by the routing context; not thread-safe. May depend on: {@code model},
 * {@code state}, {@code router.group}, {@code router.route}, {@code router.journal}. Used by: {@code router.pipeline}, the router;
 * {@link ImportedEntry} also by importers in the server.
 */
@NullMarked
package tocsin.router.notificationlog;

import org.jspecify.annotations.NullMarked;
