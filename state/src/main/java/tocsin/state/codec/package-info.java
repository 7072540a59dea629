/**
 * Values as bytes: a small binary format with a version in front, without reflection.
 *
 * <p>Entry point: {@link Codec#of}. A feature that keeps state writes its codec beside its value. May depend on: {@code
 * model}. Used by: {@code state}, and every module with a table.
 */
@NullMarked
package tocsin.state.codec;

import org.jspecify.annotations.NullMarked;
