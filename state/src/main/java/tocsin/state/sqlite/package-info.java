/**
 * The state on disk: one SQLite file, one thread that writes to it.
 *
 * <p>Entry point: {@link SqliteStateStore#open}. Any thread may call the store; it answers on the caller's context. May
 * depend on: {@code state}, {@code state.codec}. Used by: {@code server}.
 */
@NullMarked
package tocsin.state.sqlite;

import org.jspecify.annotations.NullMarked;
