/**
 * Sends the alerts of rules to other Alertmanagers, as {@code --notifier.url} asks.
 *
 * <p>Entry point: {@link tocsin.evaluator.send.alertmanager.AlertmanagerSink}. May depend on: {@code evaluator.send},
 * {@code model}, {@code http}. Used by: the wiring of the server.
 */
@NullMarked
package tocsin.evaluator.send.alertmanager;

import org.jspecify.annotations.NullMarked;
