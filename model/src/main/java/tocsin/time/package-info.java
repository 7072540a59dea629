/** Time as a port: nothing outside the server reads the real clock or sleeps. */
@NullMarked
package tocsin.time;

import org.jspecify.annotations.NullMarked;
