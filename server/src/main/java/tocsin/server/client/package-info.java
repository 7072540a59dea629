/**
 * Commands that ask a running server: {@code tocsin alerts}, {@code tocsin silence} and {@code tocsin explain}. They speak the
 * Alertmanager API, so that the server may be one, but for the preview and for explanations.
 *
 * <p>Entry points: {@link tocsin.server.client.AlertsCommand}, {@link tocsin.server.client.SilenceCommand}, {@link
 * tocsin.server.client.ExplainCommand}. What is printed
 * on standard output is what scripts read; notes for people go to standard error.
 */
@NullMarked
package tocsin.server.client;

import org.jspecify.annotations.NullMarked;
