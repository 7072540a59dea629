/**
 * The data source that speaks the Prometheus HTTP API.
 *
 * <p>Entry points: {@link tocsin.evaluator.prometheus.PrometheusDatasource} asks, {@link
 * tocsin.evaluator.prometheus.VectorDecoder} reads what comes back. May depend on: {@code evaluator.query}, {@code
 * model}, {@code http}, {@code time}. Used by: the wiring of the server.
 */
@NullMarked
package tocsin.evaluator.prometheus;

import org.jspecify.annotations.NullMarked;
