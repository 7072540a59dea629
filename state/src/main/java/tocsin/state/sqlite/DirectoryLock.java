package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tocsin.state.StateStoreException;

/**
 * The right to use a directory. The operating system gives it back when the process ends, however it ends; the file stays,
 * and names the last process that had it.
 *
 * <p>To be asked for by other processes than the one that has it: where locks are those of POSIX, closing any channel of the file
 * gives up what the process holds, so that a {@link #take} that fails, or {@link #holder}, would in the same process take the lock
 * from its owner. Tests do so, the program does not.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "tocsin.lock";
    /** Whoever only asks who has the directory holds the lock for less than a millisecond, unless the machine is busy. */
    private static final int MOST_TRIES = 50;

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** Always as long, so that nothing of a longer one before it is left. */
    private static final String NAME = "%-20d\n";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for a moment for whoever has it: perhaps somebody who only looks, and who must stop nobody.
     *
     * @throws StateStoreException when another process has it for longer, or the directory cannot be written to
     */
    static DirectoryLock take(Path directory) {
        return take(directory, () -> LockSupport.parkNanos(PAUSE_NANOS));
    }

    /** @param pause between two tries */
    static DirectoryLock take(Path directory, Runnable pause) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return locked(channel, directory, pause);
        } catch (AccessDeniedException e) {
            throw new StateStoreException(
                    "no permission to write to the state directory %s (%s): let the user that runs this program own it, or name another directory"
                            .formatted(directory, e.getFile()),
                    e);
        } catch (IOException e) {
            throw new StateStoreException("the state directory %s cannot be used: %s".formatted(directory, e), e);
        }
    }

    /**
     * Which process has the directory, {@code unknown} when it did not say; null when none has it. Asks for a lock that
     * others could share, and gives it back at once.
     */
    static @Nullable String holder(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String holder = content(channel);
            return isFree(channel) ? null : holder.isEmpty() ? "unknown" : holder;
        } catch (IOException e) {
            throw new StateStoreException("the lock %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static DirectoryLock locked(FileChannel channel, Path directory, Runnable pause) throws IOException {
        try {
            if (holdsInTime(channel, pause)) {
                name(channel);
                return new DirectoryLock(channel);
            }
            String holder = content(channel);
            throw new StateStoreException(
                    "the state directory %s is in use by process %s: stop that one, or name another directory"
                            .formatted(directory, holder.isEmpty() ? "(unknown)" : holder),
                    null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Over what is there: a full disk does not give back what is cut off. */
    private static void name(FileChannel channel) {
        String name = NAME.formatted(ProcessHandle.current().pid());
        try {
            channel.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // The lock holds without it. What is on a full disk wants to be read, and others are told of an unknown
            // process.
            return;
        }
    }

    private static boolean holdsInTime(FileChannel channel, Runnable pause) throws IOException {
        boolean holds = holds(channel);
        for (int tries = 1; !holds && tries < MOST_TRIES; tries++) {
            pause.run();
            holds = holds(channel);
        }
        return holds;
    }

    private static boolean holds(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
