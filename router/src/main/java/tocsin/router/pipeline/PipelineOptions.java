package tocsin.router.pipeline;

import java.time.Duration;
import java.util.Objects;

/**
 * @param retention the longest life of a log entry
 * @param resolvedAfterMute whether a resolution that a gate held back is sent when the mute ends, if the receiver was
 *     told that the alert fires; else it is lost, as upstream loses it
 */
public record PipelineOptions(Duration retention, boolean resolvedAfterMute) {
    public PipelineOptions {
        Objects.requireNonNull(retention, "retention");
    }
}
