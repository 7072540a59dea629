/**
 * Everything that goes out by HTTP: {@code http_config} as a value and one {@link tocsin.http.HttpSender} for each such
 * value, with its credentials, TLS, proxy, time and size limits.
 *
 * <p>Other protocols share its {@code tls_config}, by {@link tocsin.http.TlsSockets}, and its secrets.
 *
 * <p>A sender may be used from any thread. An exchange lives on the Vert.x context of its caller: its reader is called
 * there and its result completes there. A caller without a context gets one of its own. Files are read on worker threads.
 */
@NullMarked
package tocsin.http;

import org.jspecify.annotations.NullMarked;
