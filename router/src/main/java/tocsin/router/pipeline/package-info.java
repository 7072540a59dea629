/**
 * From a flush to what receivers get: gates, dedup, delivery with retries, log.
 *
 * <p>Entry point: {@link NotificationPipeline}. Owned by the routing context; not thread-safe. May depend on:
 * {@code model}, {@code state}, {@code router.ingest}, {@code router.group}, {@code router.notificationlog},
 * {@code router.journal}. Used by: {@code router.inhibit}, {@code router.mute}, {@code router.silence}, the router.
 */
@NullMarked
package tocsin.router.pipeline;

import org.jspecify.annotations.NullMarked;
