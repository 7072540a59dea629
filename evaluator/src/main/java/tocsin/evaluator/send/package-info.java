/** Where the alerts of rules go. */
@NullMarked
package tocsin.evaluator.send;

import org.jspecify.annotations.NullMarked;
