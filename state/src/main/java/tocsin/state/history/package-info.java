/**
 * What was decided, kept to be explained later: an append-only log whose records are found by what they are about.
 *
 * <p>Entry point: {@link RecordLog}. Knows bytes only; what a record says is known to who wrote it. Nothing of it is state:
 * losing a record loses an explanation.
 */
@NullMarked
package tocsin.state.history;

import org.jspecify.annotations.NullMarked;
