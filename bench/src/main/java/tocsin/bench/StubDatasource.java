package tocsin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers instant queries that name a rule with vectors that were encoded beforehand. */
final class StubDatasource {
    /** In a form body: {@code rule="7"}. */
    private static final Pattern RULE = Pattern.compile("rule%3D%22(\\d+)%22");

    private final List<Buffer> answers = new ArrayList<>();
    private int port;

    private StubDatasource(int rules, int series) {
        for (int rule = 0; rule < rules; rule++) {
            answers.add(Buffer.buffer(StubSeries.vector(rule, series)));
        }
    }

    static StubDatasource listen(Vertx vertx, int rules, int series) {
        StubDatasource stub = new StubDatasource(rules, series);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> stub.answer(request, body)))
                .listen(0, "127.0.0.1")
                .await();
        stub.port = server.actualPort();
        return stub;
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Matcher rule = RULE.matcher(body.toString());
        if (rule.find() && Integer.parseInt(rule.group(1)) < answers.size()) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(answers.get(Integer.parseInt(rule.group(1))));
        } else {
            request.response().setStatusCode(400).end("no such rule");
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
