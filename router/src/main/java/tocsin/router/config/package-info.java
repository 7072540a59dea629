/**
 * The routing configuration: alertmanager.yml to a {@link tocsin.router.config.RoutingConfig}, or all its problems.
 *
 * <p>Entry point: {@link tocsin.router.config.RoutingConfigReader}. Pure: it opens no file. What an
 * integration's keys mean is known to whoever implements {@link tocsin.config.IntegrationKind}. May depend on:
 * {@code model}, {@code config}, {@code router.matcher}, {@code router.route}, {@code router.inhibit}, {@code router.mute}.
 * Used by: {@code server}.
 */
@NullMarked
package tocsin.router.config;

import org.jspecify.annotations.NullMarked;
