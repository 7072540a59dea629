package tocsin.router.group;

import java.time.Instant;
import java.util.Objects;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * What a group needs to go on after a restart; its alerts come from their own table.
 *
 * @param nextFlushAt while a flush is under way this is the instant at which it began, so that a process that dies in it
 *     flushes again as soon as it is back
 * @param flushes how many flushes there were
 */
public record GroupState(GroupId id, Instant createdAt, Instant nextFlushAt, long flushes) {
    public static final Table<GroupState> TABLE =
            Table.lastWriterWins("groups", Codec.of((out, state) -> state.writeTo(out), GroupState::readFrom));

    public GroupState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(nextFlushAt, "nextFlushAt");
    }

    private void writeTo(BinaryWriter out) {
        id.writeTo(out);
        out.instant(createdAt);
        out.instant(nextFlushAt);
        out.number(flushes);
    }

    private static GroupState readFrom(BinaryReader in) {
        return new GroupState(GroupId.readFrom(in), in.instant(), in.instant(), in.number());
    }
}
