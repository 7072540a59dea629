/**
 * The file of {@code --web.config.file}: TLS, client certificates, passwords, headers and a rate limit in front of
 * everything that is served, in the format of Prometheus' exporter-toolkit.
 *
 * <p>Entry points: {@link tocsin.server.webconfig.WebFront} for the server, {@link
 * tocsin.server.webconfig.WebConfigFile} for {@code check web-config}, {@link
 * tocsin.server.webconfig.AuthenticatedUser} for handlers. May depend on: {@code config}, {@code http} (secrets), {@code
 * model}, {@code time}. Used by: {@code server.api}, {@code server.cli}, {@code server.metrics}, {@code Wiring}.
 *
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md">The format</a>
 */
@NullMarked
package tocsin.server.webconfig;

import org.jspecify.annotations.NullMarked;
