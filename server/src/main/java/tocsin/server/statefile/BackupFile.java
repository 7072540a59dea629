package tocsin.server.statefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there as a whole, on disk and under its name, or not at all; readable by its owner only. */
final class BackupFile {
    private BackupFile() {}

    /** What is to be in the file. */
    @FunctionalInterface
    interface Content<T> {
        T writeTo(OutputStream out) throws IOException;
    }

    static <T> T write(Path file, Content<T> content) throws IOException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new IOException("%s is no file".formatted(file));
        }
        Path temporary = Files.createTempFile(directory, file.getFileName() + ".", ".tmp");
        try {
            T written = written(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
            return written;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static <T> T written(Path file, Content<T> content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            T written = content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
            return written;
        }
    }
}
