package tocsin.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Posts bodies by several clients, each on its own connection and each waiting for one answer before its next request. All
 * run on one event loop, so that the program under load has the other cores.
 */
final class PostLoad {
    private final HttpClient client;
    private final int port;
    private final String path;
    private final Iterator<Buffer> bodies;
    private final long[] nanos;
    private int answered;

    private PostLoad(HttpClient client, int port, String path, List<Buffer> bodies) {
        this.client = client;
        this.port = port;
        this.path = path;
        this.bodies = bodies.iterator();
        this.nanos = new long[bodies.size()];
    }

    /** Blocks until all, at least one, are answered with 200; not for an event loop. */
    static Taken post(Vertx vertx, int port, String path, List<Buffer> bodies, int clients) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(clients));
        PostLoad load = new PostLoad(client, port, path, bodies);
        long began = System.nanoTime();
        load.run(vertx, clients).await();
        double seconds = (System.nanoTime() - began) / 1e9;
        client.close().await();
        Arrays.sort(load.nanos);
        return new Taken(bodies.size() / seconds, load.millisAt(0.5), load.millisAt(0.99));
    }

    private Future<Void> run(Vertx vertx, int clients) {
        return Future.future(done -> vertx.getOrCreateContext().runOnContext(start -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int each = 0; each < clients; each++) {
                Promise<Void> end = Promise.promise();
                next(end);
                all.add(end.future());
            }
            Future.join(all).<Void>mapEmpty().onComplete(done);
        }));
    }

    private void next(Promise<Void> end) {
        if (!bodies.hasNext()) {
            end.complete();
            return;
        }
        Buffer body = bodies.next();
        long began = System.nanoTime();
        send(body)
                .onSuccess(answer -> {
                    nanos[answered++] = System.nanoTime() - began;
                    next(end);
                })
                .onFailure(end::fail);
    }

    private Future<Buffer> send(Buffer body) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(body))
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture(path + " was answered with " + response.statusCode()));
    }

    private double millisAt(double quantile) {
        return nanos[(int) (quantile * (nanos.length - 1))] / 1e6;
    }

    /** Half of the answers came within the median, all but a hundredth within the 99th percentile. */
    record Taken(double perSecond, double medianMillis, double percentile99Millis) {}
}
