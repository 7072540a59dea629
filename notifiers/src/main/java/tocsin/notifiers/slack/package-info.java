/**
 * Slack, by an incoming webhook or as an app. Entry points: {@link tocsin.notifiers.slack.SlackKind} reads the configuration, {@link
 * tocsin.notifiers.slack.SlackNotifier} sends. May depend on: {@code model}, {@code config}, {@code delivery}, {@code http},
 * {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.slack;

import org.jspecify.annotations.NullMarked;
