/**
 * The state on disk: one SQLite file, one thread that writes to it. Beside it the history, another file with another thread.
 *
 * <p>Entry points: {@link SqliteStateStore#open}, {@link SqliteRecordLog#open}. Any thread may call them; they answer on the caller's context. May
 * depend on: {@code state}, {@code state.codec}, {@code state.history}. Used by: {@code server}.
 */
@NullMarked
package tocsin.state.sqlite;

import org.jspecify.annotations.NullMarked;
