package tocsin.http;

import io.vertx.core.buffer.Buffer;

/**
 * Takes the body of one answer piece by piece, so that a large one is never held as a whole. Called on the context of the
 * exchange; the next piece is read from the network only after {@link #accept} has returned. What it throws ends the
 * exchange: an {@link HttpFailure} becomes the result as it is, anything else becomes one of kind
 * {@link HttpFailure.Kind#READER} with the exception as its cause.
 *
 * @param <T> what the body means
 */
public interface BodyReader<T> {
    /**
     * @param chunk decompressed, not empty
     * @return false when enough has been read: the rest is not awaited
     */
    boolean accept(Buffer chunk) throws Exception;

    /** The result, after the last piece; not called when the answer was cut off. */
    T end() throws Exception;
}
