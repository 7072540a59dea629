/** State that survives the process: tables, their merge rules, and the store behind a port. */
@NullMarked
package tocsin.state;

import org.jspecify.annotations.NullMarked;
