package tocsin.notifiers.mattermost;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/**
 * How urgent a message is.
 *
 * @param priority {@code urgent}, {@code important} or {@code standard}; a template
 */
public record MattermostPriority(FieldText priority, boolean requestedAck, boolean persistentNotifications) {
    public MattermostPriority {
        Objects.requireNonNull(priority, "priority");
    }
}
