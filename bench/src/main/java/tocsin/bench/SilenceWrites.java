package tocsin.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Silences per second, each acknowledged: of many clients at once, and of one that waits for each answer. */
final class SilenceWrites {
    /** One client alone needs not so many to tell its pace. */
    private static final int ALONE = 5;

    private static final int FLUSHES = 500;

    private final Scene scene;
    private final int silences;
    private final int clients;

    SilenceWrites(Scene scene, int silences, int clients) {
        this.scene = scene;
        this.silences = silences;
        this.clients = clients;
    }

    String measure(List<Program> programs, int repeat) throws IOException, InterruptedException {
        FigureTable table = new FigureTable(programs.stream().map(Program::name).toList());
        for (int round = 0; round < repeat; round++) {
            for (Program program : programs) {
                table.noteLoad();
                measure(program, table);
            }
        }
        return """
                Silences: %,d by %d clients, then %,d by one. A write of 4 kB and its flush take %.2f ms on this disk (median).
                %s""".formatted(silences, clients, silences / ALONE, flushMillis(scene.directory("disk")), table.text());
    }

    private void measure(Program program, FigureTable table) throws IOException, InterruptedException {
        Path directory = scene.directory("silences");
        String config = scene.config(directory, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(4));
        try (ServerProcess server = ServerProcess.start(program, directory, List.of(config))) {
            post(server, 0, silences, clients, "%d clients".formatted(clients), program, table);
            post(server, silences, silences + silences / ALONE, 1, "1 client", program, table);
        }
    }

    private void post(
            ServerProcess server, int first, int last, int atOnce, String who, Program program, FigureTable table)
            throws IOException {
        ProcessFiles files = server.files();
        double cpu = files.cpuSeconds();
        long written = files.writtenBytes();
        PostLoad.Taken taken = PostLoad.post(
                scene.vertx(),
                server.port(),
                "/api/v2/silences",
                PostedBodies.silences(first, last, Instant.now()),
                atOnce);
        int count = last - first;
        table.add(who + ": silences per second", program.name(), taken.perSecond());
        table.add(who + ": answer after, p50, ms", program.name(), taken.medianMillis());
        table.add(who + ": answer after, p99, ms", program.name(), taken.percentile99Millis());
        table.add(who + ": CPU ms for each", program.name(), (files.cpuSeconds() - cpu) * 1e3 / count);
        table.add(who + ": kB written for each", program.name(), (files.writtenBytes() - written) / 1024.0 / count);
    }

    private static double flushMillis(Path directory) throws IOException {
        long[] nanos = new long[FLUSHES];
        byte[] page = new byte[4096];
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("flushes").toFile(), "rw")) {
            for (int flush = 0; flush < FLUSHES; flush++) {
                long began = System.nanoTime();
                file.write(page);
                file.getFD().sync();
                nanos[flush] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        return nanos[FLUSHES / 2] / 1e6;
    }
}
