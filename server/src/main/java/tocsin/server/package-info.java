/**
 * The program: command line, wiring, HTTP, reload, and the adapters of the core's ports to Vert.x and the real clock.
 * {@link tocsin.server.Wiring} constructs everything; reading it top to bottom shows how the parts fit.
 */
@NullMarked
package tocsin.server;

import org.jspecify.annotations.NullMarked;
