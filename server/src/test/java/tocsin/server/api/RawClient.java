package tocsin.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection that sends whatever it is told, byte by byte. Nothing waits for longer than {@link #LONGEST}. */
final class RawClient implements AutoCloseable {
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int READ_AHEAD = 1 << 10;

    private final Socket socket = new Socket();
    private final InputStream in;

    private RawClient(int port, int receiveBufferBytes) {
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LONGEST.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = new BufferedInputStream(socket.getInputStream(), READ_AHEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawClient to(TestServer server) {
        return new RawClient(server.port(), 0);
    }

    /** One whose reading the server notices soon. */
    static RawClient withSmallBuffer(TestServer server) {
        return new RawClient(server.port(), 4 << 10);
    }

    /** Answer to one request on a connection of its own, or what came of it until the connection ended. */
    static String exchange(TestServer server, String request) {
        try (RawClient client = to(server)) {
            return client.send(request).rest();
        }
    }

    /** A GET that wants the connection closed after it. */
    static String get(String target, String... headers) {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** Does not fail when the other side has gone: what it said before is still to be read. */
    RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return this;
        } catch (SocketException gone) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will come; still reads. */
    RawClient sayNoMore() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until this text has come, it included, or until the end. */
    String until(String text) {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = next();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Everything until the server closes the connection. Fails when it does not. */
    String rest() {
        StringBuilder read = new StringBuilder();
        for (int next = next(); next >= 0; next = next()) {
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads as many bytes as there are, this many at most; -1 at the end. */
    int read(int most) {
        try {
            return in.read(new byte[most]);
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed it; does not wait. */
    boolean hasEnded() {
        try {
            socket.setSoTimeout(1);
            return in.read() < 0;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        } catch (SocketException reset) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int next() {
        try {
            return in.read();
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
