package tocsin.server.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sends exactly what the table says. Clients of the library add headers, refuse others and correct paths. */
final class RawHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private RawHttp() {}

    /** Empty when the server closes the connection without an answer. */
    static Optional<RawAnswer> send(int port, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request(port, method, target, headers, body));
            byte[] answer = socket.getInputStream().readAllBytes();
            return answer.length == 0 ? Optional.empty() : Optional.of(RawAnswer.parse(answer));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static byte[] request(int port, String method, String target, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n".formatted(method, target, port));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Transfer-Encoding") && (body.length > 0 || method.equals("POST"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
