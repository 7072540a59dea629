/**
 * Splunk On-Call (VictorOps), by its REST endpoint. Entry points: {@link tocsin.notifiers.victorops.VictoropsKind} reads the configuration, {@link
 * tocsin.notifiers.victorops.VictoropsNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.victorops;

import org.jspecify.annotations.NullMarked;
