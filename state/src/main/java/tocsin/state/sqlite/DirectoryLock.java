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
import org.jspecify.annotations.Nullable;
import tocsin.state.StateStoreException;

/**
 * The right to use a directory. The operating system gives it back when the process ends, however it ends; the file stays,
 * and names the last process that had it.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "tocsin.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StateStoreException when another process has it, or the directory cannot be written to */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return locked(channel, directory);
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

    private static DirectoryLock locked(FileChannel channel, Path directory) throws IOException {
        try {
            if (holds(channel)) {
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap(
                                "%d%n".formatted(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
                        0);
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
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
