/**
 * The state directory of a running server: opening it and saying what was found, and watching whether the disk takes what it is
 * given.
 *
 * <p>Entry point: {@link StateDirectory}.
 */
@NullMarked
package tocsin.server.storage;

import org.jspecify.annotations.NullMarked;
