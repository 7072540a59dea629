package tocsin.server.api;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code /metrics}. */
final class MetricsApi {
    private final Vertx vertx;
    private final PrometheusRegistry registry;
    private final Supplier<Future<Void>> beforeScrape;
    private final ExpositionFormats formats = ExpositionFormats.init();

    MetricsApi(Vertx vertx, PrometheusRegistry registry, Supplier<Future<Void>> beforeScrape) {
        this.vertx = vertx;
        this.registry = registry;
        this.beforeScrape = beforeScrape;
    }

    void mount(PlainRoutes routes) {
        routes.at("/metrics").get(this::metrics).only();
    }

    private void metrics(RoutingContext context) {
        ExpositionFormatWriter writer = formats.findWriter(context.request().getHeader("Accept"));
        beforeScrape
                .get()
                .compose(current -> vertx.executeBlocking(() -> text(writer), false))
                .onSuccess(text -> Answers.send(context, writer.getContentType(), text))
                .onFailure(context::fail);
    }

    private Buffer text(ExpositionFormatWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        writer.write(out, registry.scrape());
        return Buffer.buffer(out.toByteArray());
    }
}
