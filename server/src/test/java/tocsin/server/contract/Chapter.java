package tocsin.server.contract;

import java.util.List;

/**
 * Requests for one fresh server, in their order.
 *
 * @param name of the file, without its end
 * @param routing the configuration of the server, in Alertmanager's format
 */
public record Chapter(String name, String routing, Limits limits, List<Exchange> exchanges) {
    /** Limits that the recorded Alertmanager does not know; zero for none. */
    public record Limits(int silences, int silenceBytes, int alertsPerName) {
        static final Limits NONE = new Limits(0, 0, 0);
    }

    public Chapter {
        exchanges = List.copyOf(exchanges);
    }

    @Override
    public String toString() {
        return name;
    }
}
