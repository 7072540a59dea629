/**
 * PagerDuty, by its Events API in version 2, or 1. Entry points: {@link tocsin.notifiers.pagerduty.PagerdutyKind} reads the configuration, {@link
 * tocsin.notifiers.pagerduty.PagerdutyNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.pagerduty;

import org.jspecify.annotations.NullMarked;
