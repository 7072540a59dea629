/**
 * Amazon SNS, by signed Publish calls. Entry points: {@link tocsin.notifiers.sns.SnsKind} reads the configuration, {@link
 * tocsin.notifiers.sns.SnsNotifier} sends, {@link tocsin.notifiers.sns.AwsLogin} gets what requests are signed with. May depend on:
 * {@code config}, {@code delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code
 * notifiers.template}, {@code time}.
 */
@NullMarked
package tocsin.notifiers.sns;

import org.jspecify.annotations.NullMarked;
