/**
 * Benchmarks of the parts that carry the load, and {@link tocsin.bench.RuleLoad}, which loads the whole program.
 *
 * <p>A benchmark of package-private code stands in the package of that code. May depend on everything; nothing depends
 * on it.
 */
@NullMarked
package tocsin.bench;

import org.jspecify.annotations.NullMarked;
