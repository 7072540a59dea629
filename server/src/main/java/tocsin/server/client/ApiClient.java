package tocsin.server.client;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.HttpFailure;
import tocsin.http.HttpSender;
import tocsin.http.SafeUrl;

/** Speaks to one server; blocks, so for the thread of a command only. */
final class ApiClient implements AutoCloseable {
    /** A hundred thousand alerts; what is larger should be asked for with matchers. */
    private static final long MOST_BYTES = 128L << 20;

    private final Vertx vertx;
    private final HttpSender sender;
    private final String base;
    private final Duration timeout;

    /**
     * @param base the URL of the server with its path prefix, without a slash at its end
     * @param timeout of each request
     */
    ApiClient(Vertx vertx, HttpSender sender, String base, Duration timeout) {
        this.vertx = vertx;
        this.sender = sender;
        this.base = base;
        this.timeout = timeout;
    }

    ApiAnswer get(String pathAndQuery) throws ClientFailure {
        return await(send(HttpMethod.GET, pathAndQuery, Map.of(), Buffer.buffer()));
    }

    ApiAnswer delete(String path) throws ClientFailure {
        return await(send(HttpMethod.DELETE, path, Map.of(), Buffer.buffer()));
    }

    /** @param body JSON */
    ApiAnswer post(String path, Buffer body) throws ClientFailure {
        return await(posting(path, body));
    }

    /** Several at once, all of which are answered or given up before this returns; in their order. */
    List<Future<ApiAnswer>> postAll(String path, List<Buffer> bodies) throws ClientFailure {
        List<Future<ApiAnswer>> all =
                bodies.stream().map(body -> posting(path, body)).toList();
        return await(Future.join(all).transform(settled -> Future.succeededFuture(all)));
    }

    private Future<ApiAnswer> posting(String path, Buffer body) {
        return send(HttpMethod.POST, path, Map.of("Content-Type", "application/json"), body);
    }

    private Future<ApiAnswer> send(HttpMethod method, String pathAndQuery, Map<String, String> headers, Buffer body) {
        String url = base + pathAndQuery;
        String request = method + " " + SafeUrl.of(url.replaceFirst("\\?.*", ""), false);
        HttpCall call = new HttpCall(method, url, headers, body, timeout, MOST_BYTES, false, List.of())
                .withHeader("Accept", "application/json");
        return sender.send(call).result().map((HttpAnswer answer) -> ApiAnswer.of(request, answer));
    }

    static <T> T await(Future<T> pending) throws ClientFailure {
        AsyncResult<T> result =
                pending.transform(settled -> Future.succeededFuture(settled)).await();
        if (result.succeeded()) {
            return result.result();
        }
        throw ClientFailure.couldNot(
                result.cause() instanceof HttpFailure failure
                        ? withoutQuery(failure) + hint(failure)
                        : String.valueOf(result.cause()));
    }

    /** Its values are hidden, so it tells nobody anything. */
    private static String withoutQuery(HttpFailure failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("\\?\\S*(?=: )", "");
    }

    private static String hint(HttpFailure failure) {
        return switch (failure.kind()) {
            case DNS, CONNECT, PROXY -> "; is Tocsin running there? The address is that of --url or TOCSIN_URL";
            case TIMEOUT -> "; --timeout allows longer";
            case TLS -> "; is it http or https? Certificates are set up with --http.config.file";
            case TOO_LARGE -> "; ask for less, with matchers";
            case URL, CUT, REDIRECT, CREDENTIALS, READER, CANCELED -> "";
        };
    }

    /** One after the other: what waits for the sender lives on a loop that ends with Vert.x. */
    @Override
    public void close() {
        sender.close().await();
        vertx.close().await();
    }
}
