/**
 * Mattermost, by an incoming webhook. Entry points: {@link tocsin.notifiers.mattermost.MattermostKind} reads the
 * configuration, {@link tocsin.notifiers.mattermost.MattermostNotifier} sends. May depend on: {@code model}, {@code config}, {@code
 * delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.mattermost;

import org.jspecify.annotations.NullMarked;
