package tocsin.server.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Tocsin with little memory under clients that want much of it: it refuses them, and goes on. */
class SmallHeapIT {
    private static final int HEAP_MEBIBYTES = 64;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int FLOOD = 60;
    private static final int SLOW_READERS = 100;
    private static final int LARGE = 3 << 20;
    private static final String ALERT = "[{\"labels\":{\"alertname\":\"Still\"}}]";

    @TempDir
    Path directory;

    @Test
    void large_bodies_and_slow_readers_do_not_end_it() throws IOException, InterruptedException {
        try (TocsinProcess tocsin = TocsinProcess.run(
                HEAP_MEBIBYTES,
                directory,
                Setup.configOption(directory, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"),
                "--web.write-timeout=2s",
                "--web.max-connections=200")) {
            for (int i = 0; i < 10; i++) {
                assertThat(tocsin.http().post("/api/v2/alerts", alerts(i)).statusCode())
                        .isEqualTo(200);
            }
            List<Socket> readers = slowReaders(tocsin.url());

            List<Integer> statuses = flood(tocsin.url());

            assertThat(statuses).contains(200, 503, 413).containsOnly(200, 503, 413);
            assertThat(tocsin.http().post("/api/v2/alerts", ALERT).statusCode()).isEqualTo(200);
            await("a place for a GET")
                    .atMost(LONGEST)
                    .until(() -> tocsin.http().answers("/api/v2/alerts?filter=i%3D7"));
            for (Socket reader : readers) {
                reader.close();
            }
            await("all alerts").atMost(LONGEST).until(() -> tocsin.http().answers("/api/v2/alerts"));
            assertThat(tocsin.http().array("/api/v2/alerts")).hasSize(2_001);
            assertThat(tocsin.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
            assertThat(tocsin.terminate()).isZero();
        }
    }

    /** Two hundred alerts of two kilobytes. */
    private static String alerts(int batch) {
        String text = "x".repeat(2_000);
        return IntStream.range(batch * 200, (batch + 1) * 200)
                .mapToObj(i -> "{\"labels\":{\"alertname\":\"A\",\"i\":\"%d\"},\"annotations\":{\"text\":\"%s\"}}"
                        .formatted(i, text))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** They ask for everything and take nothing. */
    private static List<Socket> slowReaders(URI url) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < SLOW_READERS; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            socket.getOutputStream().write("GET /api/v2/alerts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            sockets.add(socket);
        }
        return sockets;
    }

    /** Large bodies, all at once; every tenth is larger than all that there is room for. */
    private static List<Integer> flood(URI url) {
        ExecutorService threads = Executors.newFixedThreadPool(FLOOD);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, FLOOD)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> postLarge(url, i % 10 == 0 ? 30 << 20 : LARGE), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static int postLarge(URI url, int length) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            send(socket.getOutputStream(), length);
            return status(socket);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static void send(OutputStream out, int length) throws IOException {
        out.write(("POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + length + "\r\nConnection: close\r\n\r\n[")
                .getBytes(US_ASCII));
        byte[] spaces = " ".repeat(1 << 16).getBytes(US_ASCII);
        try {
            int left = length - 2;
            while (left > 0) {
                int now = Math.min(left, spaces.length);
                out.write(spaces, 0, now);
                left -= now;
            }
            out.write(']');
        } catch (SocketException refusedMeanwhile) {
            // It has answered already; that is read next.
            return;
        }
    }

    private static int status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), US_ASCII);
        return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
    }
}
