/** Commands that need no server, and what all commands share. */
@NullMarked
package tocsin.server.cli;

import org.jspecify.annotations.NullMarked;
