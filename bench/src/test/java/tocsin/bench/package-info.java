/** Benchmarks that do not run are worse than none. */
@NullMarked
package tocsin.bench;

import org.jspecify.annotations.NullMarked;
