/** The port to the data source: instant queries, their results and the ways they fail. */
@NullMarked
package tocsin.evaluator.query;

import org.jspecify.annotations.NullMarked;
