package tocsin.router.pipeline;

import java.util.Objects;
import tocsin.model.Labels;

/**
 * What a test of a receiver tells it.
 *
 * @param labels of the alert; whatever its name is, it is marked
 * @param askedBy for people; empty when nobody knows
 * @param resolves whether the receiver is told afterwards that the alert is over, so that what opens incidents closes this one
 */
public record TestRequest(Labels labels, String askedBy, boolean resolves) {
    public TestRequest {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(askedBy, "askedBy");
    }
}
