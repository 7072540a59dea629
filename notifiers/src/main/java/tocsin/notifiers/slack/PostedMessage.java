package tocsin.notifiers.slack;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of a group that stands in a channel, as the notification log keeps it.
 *
 * @param channel Slack's own id of it
 * @param ts what tells messages of a channel apart, e.g. {@code 1503435956.000247}
 */
record PostedMessage(String channel, String ts) {
    /** The keys under which upstream keeps them, so that its log can be taken over. */
    private static final String CHANNEL = "channelId";

    private static final String TS = "threadTs";

    PostedMessage {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(ts, "ts");
    }

    /** Null when the data tells of none. */
    static @Nullable PostedMessage of(Map<String, String> receiverData) {
        return of(receiverData.getOrDefault(CHANNEL, ""), receiverData.getOrDefault(TS, ""));
    }

    /** Null when either is empty. */
    static @Nullable PostedMessage of(String channel, String ts) {
        return channel.isEmpty() || ts.isEmpty() ? null : new PostedMessage(channel, ts);
    }

    Map<String, String> receiverData() {
        return Map.of(CHANNEL, channel, TS, ts);
    }
}
