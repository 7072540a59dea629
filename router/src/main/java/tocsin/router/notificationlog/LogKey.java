package tocsin.router.notificationlog;

import java.util.Objects;
import tocsin.delivery.IntegrationId;
import tocsin.router.group.GroupId;

/** Whom an entry is about: one integration and one group. */
public record LogKey(GroupId group, IntegrationId integration) {
    public LogKey {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(integration, "integration");
    }

    /** The key under which state is stored. */
    @Override
    public String toString() {
        return group + ":" + integration;
    }
}
