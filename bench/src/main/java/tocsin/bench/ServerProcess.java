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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that was started as people start it. A launcher that turns into the server keeps its process id. */
final class ServerProcess implements AutoCloseable {
    /** The launcher may build first, and makes its class archive. */
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(5);

    private static final int POLL_MILLIS = 5;

    private final Process process;
    private final URI address;
    private final long began;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServerProcess(Process process, URI address, long began) {
        this.process = process;
        this.address = address;
        this.began = began;
    }

    /** Starts a program and waits until it is ready. */
    static ServerProcess start(Program program, Path directory, List<String> args)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(program.command(directory, port, args)).inheritIO();
        URI address = URI.create("http://127.0.0.1:" + port);
        long began = System.nanoTime();
        ServerProcess server = new ServerProcess(builder.start(), address, began);
        server.await("ready", server::isReady);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** @param condition asked again and again; a server that does not listen yet does not meet it */
    void await(String what, Condition condition) throws IOException, InterruptedException {
        while (!isMet(condition)) {
            if (!process.isAlive()) {
                throw new IOException("the server ended with exit status " + process.exitValue());
            }
            if (sinceStart().compareTo(MOST_PATIENCE) > 0) {
                close();
                throw new IOException("not %s within %s".formatted(what, MOST_PATIENCE));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean isMet(Condition condition) throws InterruptedException {
        try {
            return condition.isMet();
        } catch (IOException notListening) {
            return false;
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        return get("/-/ready").statusCode() == 200;
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    ProcessFiles files() {
        return new ProcessFiles(process.pid());
    }

    int port() {
        return address.getPort();
    }

    String metrics() throws IOException, InterruptedException {
        return get("/metrics").body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServerProcess::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean isMet() throws IOException, InterruptedException;
    }
}
