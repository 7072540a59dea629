/**
 * The whole path in virtual time: rule files and routing configuration as text, evaluation, routing, notification.
 *
 * <p>Entry point: {@link tocsin.server.scenario.Pipeline}. Only the edges are fakes: series, receivers, time, and the disk.
 */
@NullMarked
package tocsin.server.scenario;

import org.jspecify.annotations.NullMarked;
