package tocsin.notifiers.http;

import java.util.List;
import java.util.Objects;
import tocsin.http.HttpCall;

/**
 * The one request that is a whole notification.
 *
 * @param notes see {@link tocsin.delivery.DeliveryResult.Delivered}
 */
public record Outgoing(HttpCall call, List<String> notes) {
    public Outgoing {
        Objects.requireNonNull(call, "call");
        notes = List.copyOf(notes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return call.toString();
    }
}
