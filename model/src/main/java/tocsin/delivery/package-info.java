/** The port through which the router delivers; implemented once per kind of integration. */
@NullMarked
package tocsin.delivery;

import org.jspecify.annotations.NullMarked;
