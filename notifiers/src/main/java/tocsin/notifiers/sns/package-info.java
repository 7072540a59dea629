/**
 * Amazon SNS, by signed Publish calls. Entry point: {@link tocsin.notifiers.sns.SnsKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.sns;

import org.jspecify.annotations.NullMarked;
