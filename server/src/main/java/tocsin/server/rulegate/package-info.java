/** The first gate of an alert: what rules of this process say of it, and what they said. */
@NullMarked
package tocsin.server.rulegate;

import org.jspecify.annotations.NullMarked;
