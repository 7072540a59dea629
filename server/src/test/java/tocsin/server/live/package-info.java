/**
 * Live tests: Tocsin as people run it, a process of its own from the packed jar, beside real Prometheus and Alertmanager
 * binaries. Loopback and free ports only. A test that finds no binary is skipped, but fails where {@code CI=true}.
 */
@NullMarked
package tocsin.server.live;

import org.jspecify.annotations.NullMarked;
