package tocsin.evaluator.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tocsin.http.HttpUrl;

/**
 * How to ask a data source that speaks the Prometheus HTTP API.
 *
 * @param urls base URLs, tried in order; a path and query parameters are kept, user and password become basic auth
 * @param maxConcurrency queries at once; option {@code --datasource.max-concurrency}
 * @param maxWaiting queries that wait for their turn; more fail at once
 * @param limits how much of an answer is accepted
 * @param partialResponse what to do when VictoriaMetrics answers {@code isPartial}
 * @param refusePartialResponse send {@code partial_response=false}, which Thanos understands, so that it fails instead
 *     of leaving series out. Thanos says with nothing but a warning of any text that it left some out, so that this
 *     parameter is the only protection there.
 * @param failBack after how long on a later URL the first one is tried again
 */
public record PrometheusSettings(
        List<String> urls,
        int maxConcurrency,
        int maxWaiting,
        DecodeLimits limits,
        PartialResponse partialResponse,
        boolean refusePartialResponse,
        Duration failBack) {

    public PrometheusSettings {
        urls = List.copyOf(urls);
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(partialResponse, "partialResponse");
        Objects.requireNonNull(failBack, "failBack");
        if (urls.isEmpty() || maxConcurrency < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("needs a URL, at least one query at once, no negative queue");
        }
        // Throws for a URL that cannot be used.
        urls.forEach(HttpUrl::parse);
    }

    /** 16 queries at once, 10,000 waiting, default limits, partial results fail, back to the first URL after a minute. */
    public static PrometheusSettings of(String... urls) {
        return new PrometheusSettings(
                List.of(urls), 16, 10_000, DecodeLimits.DEFAULT, PartialResponse.FAIL, false, Duration.ofMinutes(1));
    }

    public PrometheusSettings withMaxConcurrency(int queries) {
        return new PrometheusSettings(
                urls, queries, maxWaiting, limits, partialResponse, refusePartialResponse, failBack);
    }

    public PrometheusSettings withMaxWaiting(int queries) {
        return new PrometheusSettings(
                urls, maxConcurrency, queries, limits, partialResponse, refusePartialResponse, failBack);
    }

    public PrometheusSettings withLimits(DecodeLimits other) {
        return new PrometheusSettings(
                urls, maxConcurrency, maxWaiting, other, partialResponse, refusePartialResponse, failBack);
    }

    public PrometheusSettings withPartialResponse(PartialResponse other) {
        return new PrometheusSettings(urls, maxConcurrency, maxWaiting, limits, other, refusePartialResponse, failBack);
    }

    public PrometheusSettings withRefusePartialResponse(boolean refuse) {
        return new PrometheusSettings(urls, maxConcurrency, maxWaiting, limits, partialResponse, refuse, failBack);
    }

    public PrometheusSettings withFailBack(Duration other) {
        return new PrometheusSettings(
                urls, maxConcurrency, maxWaiting, limits, partialResponse, refusePartialResponse, other);
    }
}
