package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.StateStoreException;

class DirectoryLockTest {
    @TempDir
    Path directory;

    @Test
    void whoever_only_looks_stops_nobody() throws IOException {
        FileChannel reader = looking();

        try (DirectoryLock lock = DirectoryLock.take(directory, () -> close(reader))) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.holder(directory))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(DirectoryLock.holder(directory)).isNull();
    }

    @Test
    void whoever_keeps_the_directory_is_named_after_a_bounded_time() throws IOException {
        AtomicInteger pauses = new AtomicInteger();
        try (DirectoryLock first = DirectoryLock.take(directory)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.take(directory, pauses::incrementAndGet))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        assertThat(pauses).hasValueBetween(10, 100);
    }

    /** On a full disk there would be no room for it any more. */
    @Test
    void what_the_lock_file_takes_of_the_disk_is_never_given_back() throws IOException {
        Path file =
                Files.writeString(directory.resolve("tocsin.lock"), "4194304" + " ".repeat(13) + "\n" + "x".repeat(60));
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            assertThat(lock).isNotNull();
            assertThat(file).hasSize(81);
            assertThat(DirectoryLock.holder(directory))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    /** As {@link DirectoryLock#holder} does it, in the midst. */
    private FileChannel looking() throws IOException {
        Path file = Files.createFile(directory.resolve("tocsin.lock"));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        assertThat(channel.tryLock(0, Long.MAX_VALUE, true)).isNotNull();
        return channel;
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
