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
