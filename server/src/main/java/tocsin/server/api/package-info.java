/** The HTTP interface: Alertmanager's API, Prometheus' rules API, management and metrics. */
@NullMarked
package tocsin.server.api;

import org.jspecify.annotations.NullMarked;
