package tocsin.server.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process whose output is kept line by line. Closing it leaves nothing behind. */
final class LiveProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(90);

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private LiveProcess(Process process) {
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** @param environment added to that of the test */
    static LiveProcess start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        LiveProcess started = new LiveProcess(builder.start());
        started.readers.forEach(Thread::start);
        return started;
    }

    List<String> out() {
        return out;
    }

    List<String> err() {
        return err;
    }

    /** Both outputs, for failure messages. */
    String everything() {
        return "stdout:\n%s\nstderr:\n%s".formatted(String.join("\n", out), String.join("\n", err));
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, e.g. {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill -s %s answered %d".formatted(name, status));
        }
    }

    /** Waits for the end and for the last line. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within %s%n%s".formatted(END, everything()));
        }
        for (Thread reader : readers) {
            reader.join(END.toMillis());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> read(stream, lines), "output");
        thread.setDaemon(true);
        return thread;
    }

    private static void read(InputStream stream, List<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output ended: %s)".formatted(e.getMessage()));
        }
    }
}
