package tocsin.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The OpenAPI documents of both APIs, for people and for generators of clients. */
final class OpenApi {
    private static final String PATH = "/api/tocsin/v1/openapi/";

    private OpenApi() {}

    static void mount(PlainRoutes routes) {
        mount(routes, "tocsin-v1.yaml");
        mount(routes, "alertmanager-v2.yaml");
    }

    private static void mount(PlainRoutes routes, String name) {
        Buffer document = Buffer.buffer(read(name));
        routes.at(PATH + name)
                .get(context -> send(context, document))
                .head(context -> send(context, document))
                .only();
    }

    private static void send(RoutingContext context, Buffer document) {
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        context.response().putHeader("Content-Type", "application/yaml").end(head ? Buffer.buffer() : document);
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
