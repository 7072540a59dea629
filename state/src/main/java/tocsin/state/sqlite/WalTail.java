package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much of a write-ahead log SQLite will not use. SQLite cuts a torn end without a word; operators should hear of it.
 *
 * <p>A log begins anew at its front after a checkpoint, with other salts, so older frames behind the last transaction are
 * no tail. Frames that carry the salts of the log, yet belong to no whole transaction, are.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">the format</a>
 */
final class WalTail {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;

    private final ByteBuffer log;
    private final ByteOrder order;
    private final int pageSize;
    private int sum1;
    private int sum2;

    private WalTail(ByteBuffer log) {
        this.log = log;
        this.order = (log.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.pageSize = log.getInt(8);
    }

    /** Bytes that belong to the log and to no whole transaction; 0 when there is no log. */
    static long torn(Path wal) throws IOException {
        if (!Files.exists(wal) || Files.size(wal) == 0) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < HEADER || size > Integer.MAX_VALUE) {
                return size < HEADER ? size : 0;
            }
            return torn(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    private static long torn(ByteBuffer log) {
        if ((log.getInt(0) & ~1) != MAGIC) {
            return log.limit();
        }
        WalTail tail = new WalTail(log);
        return tail.headerIsWhole() ? tail.behindTheLastCommit() : log.limit();
    }

    private boolean headerIsWhole() {
        sum(0, FRAME_HEADER);
        return sum1 == log.getInt(24) && sum2 == log.getInt(28) && pageSize >= 512 && pageSize <= 65536;
    }

    private long behindTheLastCommit() {
        int frame = FRAME_HEADER + pageSize;
        int committed = HEADER;
        int at = HEADER;
        while (at + frame <= log.limit() && isWhole(at)) {
            at += frame;
            if (log.getInt(at - frame + 4) != 0) {
                committed = at;
            }
        }
        return isOurs(at, frame) ? log.limit() - committed : at - committed;
    }

    /**
     * What follows is of an older round of the log, unless a frame carries the salts of this one: any of them, since the first
     * may be the very one that is damaged.
     */
    private boolean isOurs(int from, int frame) {
        int at = from;
        while (at + frame <= log.limit() && !hasOurSalts(at)) {
            at += frame;
        }
        return at < log.limit() && (at + frame <= log.limit() || at == from);
    }

    private boolean isWhole(int at) {
        if (!hasOurSalts(at)) {
            return false;
        }
        sum(at, 8);
        sum(at + FRAME_HEADER, pageSize);
        return sum1 == log.getInt(at + 16) && sum2 == log.getInt(at + 20);
    }

    private boolean hasOurSalts(int at) {
        return log.getInt(at + 8) == log.getInt(16) && log.getInt(at + 12) == log.getInt(20);
    }

    private void sum(int from, int length) {
        ByteBuffer words = log.duplicate().order(order);
        for (int i = from; i < from + length; i += 8) {
            sum1 += words.getInt(i) + sum2;
            sum2 += words.getInt(i + 4) + sum1;
        }
    }
}
