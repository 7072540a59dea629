package tocsin.router.notificationlog;

import java.util.Objects;
import tocsin.delivery.IntegrationId;
import tocsin.router.group.GroupId;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

/** Whom an entry is about: one integration and one group. */
public record LogKey(GroupId group, IntegrationId integration) {
    public LogKey {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(integration, "integration");
    }

    public void writeTo(BinaryWriter out) {
        group.writeTo(out);
        out.text(integration.receiver());
        out.text(integration.kind());
        out.number(integration.index());
    }

    public static LogKey readFrom(BinaryReader in) {
        GroupId group = GroupId.readFrom(in);
        return new LogKey(group, new IntegrationId(in.text(), in.text(), Math.toIntExact(in.number())));
    }

    /** The key under which state is stored. */
    @Override
    public String toString() {
        return group + ":" + integration;
    }
}
