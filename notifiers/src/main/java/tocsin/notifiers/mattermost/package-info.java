/**
 * Mattermost, by an incoming webhook. Entry point: {@link tocsin.notifiers.mattermost.MattermostKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.mattermost;

import org.jspecify.annotations.NullMarked;
