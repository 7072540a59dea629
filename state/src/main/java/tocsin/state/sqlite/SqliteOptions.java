package tocsin.state.sqlite;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * @param directory of the state; made when it is not there. Belongs to one process at a time
 * @param strict whether a damaged file is a reason not to start, rather than to set it aside and go on with what can be read
 * @param callers asked on the thread of each call: an executor that runs tasks in their order on the caller's context
 * @param clock stamps what is written for people and for the comparison at the next start; orders nothing
 * @param program name and version, as they are to stand in the file
 */
public record SqliteOptions(
        Path directory, boolean strict, Supplier<Executor> callers, InstantSource clock, String program) {
    public SqliteOptions {
        directory = usable(directory);
        Objects.requireNonNull(callers, "callers");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(program, "program");
    }

    /** The whole name of a directory, if files in it can be opened. */
    static Path usable(Path directory) {
        Path whole = directory.toAbsolutePath();
        if (whole.toString().contains("?")) {
            // The driver takes what follows for settings, and would open another file without a word.
            throw new IllegalArgumentException(
                    "the state directory %s has a question mark in its name: name another directory".formatted(whole));
        }
        return whole;
    }
}
