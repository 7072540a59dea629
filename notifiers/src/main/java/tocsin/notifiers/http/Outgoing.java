package tocsin.notifiers.http;

import java.util.List;
import java.util.Objects;
import tocsin.http.HttpCall;

/**
 * The one request that is a whole notification.
 *
 * @param secrets in the call, beside its URL when that is one: its answer may quote them and no message may show them
 * @param notes see {@link tocsin.delivery.DeliveryResult.Delivered}
 */
public record Outgoing(HttpCall call, List<String> secrets, List<String> notes) {
    public Outgoing {
        Objects.requireNonNull(call, "call");
        secrets = List.copyOf(secrets);
        notes = List.copyOf(notes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return call.toString();
    }
}
