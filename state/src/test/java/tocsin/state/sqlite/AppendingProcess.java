package tocsin.state.sqlite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that appends until it is killed, and says on its standard output what was acknowledged: several owners, each with
 * one append under way, of which each writes two rows of one number.
 */
final class AppendingProcess {
    private static final int OWNERS = 8;

    private AppendingProcess() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        SqliteStateStore store = Stores.open(Path.of(args[0]));
        for (int owner = 0; owner < OWNERS; owner++) {
            append(store, out, owner, 0);
        }
        join();
    }

    private static void append(SqliteStateStore store, PrintStream out, int owner, int number) {
        String key = owner + "-" + number;
        store.append(List.of(Stores.word(key + "-left", number, key), Stores.word(key + "-right", number, key)))
                .onSuccess(done -> {
                    out.println(key);
                    out.flush();
                    append(store, out, owner, number + 1);
                });
    }

    private static void join() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process of this class whose standard output goes to a file. */
    static Process start(Path directory, Path acknowledged) throws IOException {
        return process(AppendingProcess.class, directory)
                .redirectOutput(acknowledged.toFile())
                .start();
    }

    static ProcessBuilder process(Class<?> main, Path directory) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** As soon as it has acknowledged so much, and as the kernel does it: without a word. */
    static void killAfter(Process process, Path acknowledged, long bytes) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.size(acknowledged) < bytes && process.isAlive() && System.nanoTime() < end) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
    }
}
