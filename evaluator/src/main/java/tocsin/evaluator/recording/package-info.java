/**
 * Recording rules: from the result of an expression to the series that are to be stored.
 *
 * <p>Entry point: {@link tocsin.evaluator.recording.RecordedSeries}; where they go is the port {@link
 * tocsin.evaluator.recording.SeriesSink}. May depend on: {@code model}, {@code rules}, {@code evaluator.query}. Used by:
 * {@code evaluator.group}.
 */
@NullMarked
package tocsin.evaluator.recording;

import org.jspecify.annotations.NullMarked;
