package tocsin.delivery;

import java.util.Objects;

/**
 * Which integration of which receiver: an integration is known by its position among those of its kind, as upstream
 * knows it, so that a restart or an edited URL does not make it a new one.
 *
 * @param kind e.g. {@code webhook}
 * @param index from 0 inside the list of that kind
 */
public record IntegrationId(String receiver, String kind, int index) {
    public IntegrationId {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(kind, "kind");
    }

    /** {@code receiver/kind/index}, as in the key of a notification log entry. */
    @Override
    public String toString() {
        return receiver + '/' + kind + '/' + index;
    }
}
