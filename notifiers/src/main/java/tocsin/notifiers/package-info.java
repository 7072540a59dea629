/**
 * What all integrations share: the data that a notification shows, texts with templates, durations in Go's form. Each
 * integration has a package of its own. May depend on: {@code model}, {@code config}, {@code http}.
 */
@NullMarked
package tocsin.notifiers;

import org.jspecify.annotations.NullMarked;
