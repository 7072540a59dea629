package tocsin.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A server that runs, asked over HTTP. User and password may stand in its URL and are shown nowhere. */
final class RunningServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param url with the prefix under which the server is reached, if it has one */
    RunningServer(URI url) {
        this.url = url;
    }

    record Answer(int status, String body) {}

    /** Nobody answered, or nothing that makes sense. */
    static final class NotReachable extends Exception {
        private static final long serialVersionUID = 1L;

        NotReachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param pathAndQuery begins with a slash; encoded */
    Answer get(String pathAndQuery) throws NotReachable {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + pathAndQuery))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
        String user = url.getUserInfo();
        if (user != null) {
            request.header("Authorization", basic(user));
        }
        try {
            HttpResponse<String> response = client.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new NotReachable("cannot reach %s: %s".formatted(base(), reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReachable("interrupted while waiting for " + base(), e);
        }
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /** Without user, password and slash at the end. */
    private String base() {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return "%s://%s%s%s".formatted(url.getScheme(), url.getHost(), port, path);
    }
}
