/** Metrics under upstream's names: adapters of the core's observer ports to the metrics library. */
@NullMarked
package tocsin.server.metrics;

import org.jspecify.annotations.NullMarked;
