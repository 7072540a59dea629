/**
 * The routing configuration with everything that it names: alertmanager.yml and its template files. Used by those who
 * start with it and by those who only judge it. Blocks: for workers.
 */
@NullMarked
package tocsin.server.routing;

import org.jspecify.annotations.NullMarked;
