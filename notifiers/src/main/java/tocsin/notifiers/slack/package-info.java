/**
 * Slack, by an incoming webhook or as an app. Entry point: {@link tocsin.notifiers.slack.SlackKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.slack;

import org.jspecify.annotations.NullMarked;
