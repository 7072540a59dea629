/**
 * Takes alerts in: fills their times, judges them, and keeps them under their labels.
 *
 * <p>Entry points: {@link AlertIntake} (pure) and {@link AlertTable} (state, owned by the routing context). May depend
 * on: {@code model}, {@code time}, {@code state}, {@code router.journal}. Used by: {@code router.group}, the router.
 */
@NullMarked
package tocsin.router.ingest;

import org.jspecify.annotations.NullMarked;
