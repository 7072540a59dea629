/**
 * Splunk On-Call (VictorOps), by its REST endpoint. Entry point: {@link tocsin.notifiers.victorops.VictoropsKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.victorops;

import org.jspecify.annotations.NullMarked;
