/**
 * PagerDuty, by its Events API in version 2, or 1. Entry point: {@link tocsin.notifiers.pagerduty.PagerdutyKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.pagerduty;

import org.jspecify.annotations.NullMarked;
