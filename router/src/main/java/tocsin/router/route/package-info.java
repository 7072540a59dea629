/** The routing tree: which groups an alert belongs to. Pure values; any thread. */
@NullMarked
package tocsin.router.route;

import org.jspecify.annotations.NullMarked;
