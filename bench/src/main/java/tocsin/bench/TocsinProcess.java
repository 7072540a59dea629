package tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as people run it, by its launcher, which turns into the server: both have one process id. */
final class TocsinProcess implements AutoCloseable {
    /** The launcher may build first, and makes its class archive. */
    private static final int START_SECONDS = 300;

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private TocsinProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param directory for its data
     * @param args of {@code tocsin run}, besides where to listen and to store
     */
    static TocsinProcess start(Path launcher, Path directory, List<String> args)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                launcher.toAbsolutePath().toString(),
                "run",
                "--web.listen-address=127.0.0.1:" + port,
                "--storage.path=" + directory.resolve("data"),
                "--log.level=error"));
        command.addAll(args);
        Process process = new ProcessBuilder(command).inheritIO().start();
        TocsinProcess tocsin = new TocsinProcess(process, URI.create("http://127.0.0.1:" + port));
        tocsin.awaitReady();
        return tocsin;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 10 * START_SECONDS; attempt++) {
            if (!process.isAlive()) {
                throw new IOException("tocsin ended with exit status " + process.exitValue());
            }
            if (isReady()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        close();
        throw new IOException("tocsin was not ready within " + START_SECONDS + " s");
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    String metrics() throws IOException, InterruptedException {
        return get("/metrics").body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(TocsinProcess::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
