/**
 * What a request passes before anybody looks at what it wants, and what its connection may cost: limits, time-outs, ids, counts.
 *
 * <p>Everything here belongs to the context that listens; nothing is thread-safe. Knows nothing of the API. Used by {@code
 * server.api}.
 */
@NullMarked
package tocsin.server.transport;

import org.jspecify.annotations.NullMarked;
