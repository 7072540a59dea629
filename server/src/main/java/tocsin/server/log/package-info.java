/** How log lines look. */
@NullMarked
package tocsin.server.log;

import org.jspecify.annotations.NullMarked;
