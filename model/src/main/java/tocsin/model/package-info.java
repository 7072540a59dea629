/**
 * The values that every module speaks of: label sets, fingerprints, matchers, alerts, durations. Immutable; any thread.
 * May depend on the JDK only (and RE2/J for matchers).
 */
@NullMarked
package tocsin.model;

import org.jspecify.annotations.NullMarked;
