package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about a process under {@code /proc}. */
final class ProcessFiles {
    /** The unit of the times in {@code stat}; the kernel reports 100 in a second on every common architecture. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final Path directory;

    ProcessFiles(long pid) {
        this.directory = Path.of("/proc", Long.toString(pid));
    }

    double cpuSeconds() throws IOException {
        return userSeconds() + systemSeconds();
    }

    double userSeconds() throws IOException {
        return ticks(UTIME);
    }

    double systemSeconds() throws IOException {
        return ticks(STIME);
    }

    /** @param field counted from the state, as the name before it may hold blanks */
    private double ticks(int field) throws IOException {
        String stat = Files.readString(directory.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[field]) / TICKS_PER_SECOND;
    }

    /**
     * What the process gave the disk to write, in bytes, counted in whole pages when it makes them differ from the disk; 0 on a
     * file system in memory. Sockets do not count.
     */
    long writtenBytes() throws IOException {
        for (String line : Files.readAllLines(directory.resolve("io"))) {
            if (line.startsWith("write_bytes:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no write_bytes in " + directory);
    }

    /** @param name of a line of {@code status} that is given in kB, e.g. {@code VmRSS} */
    double mebibytes(String name) throws IOException {
        for (String line : Files.readAllLines(directory.resolve("status"))) {
            if (line.startsWith(name + ':')) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no " + name + " in " + directory);
    }
}
